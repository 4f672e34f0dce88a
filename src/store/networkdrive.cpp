// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/networkdrive.h"

#include <QStorageInfo>

#include <algorithm>
#include <array>

#ifdef Q_OS_LINUX
#include <sys/vfs.h>
#endif

namespace chatferry {

bool isNetworkFileSystem(const QByteArray &type)
{
    static constexpr std::array kTypes{"nfs",
                                       "nfs3",
                                       "nfs4",
                                       "cifs",
                                       "smb",
                                       "smbfs",
                                       "smb2",
                                       "smb3",
                                       "smb4",
                                       "ncpfs",
                                       "afs",
                                       "ceph",
                                       "9p",
                                       "glusterfs",
                                       "fuse.glusterfs",
                                       "fuse.sshfs",
                                       "fuse.davfs2",
                                       "davfs",
                                       "fuse.rclone",
                                       "fuse.gvfsd-fuse",
                                       "fuse.s3fs",
                                       "fuse.smbnetfs",
                                       "fuse.curlftpfs"};
    return std::any_of(kTypes.begin(), kTypes.end(), [&](const char *known) { return type == known; });
}

bool isOnNetworkDrive(const QString &folder)
{
    if (isNetworkFileSystem(QStorageInfo(folder).fileSystemType()))
        return true;
#ifdef Q_OS_LINUX
    // Where the table of mounts is hidden, the kernel still tells (statfs(2)).
    struct statfs about
    {
    };
    if (statfs(folder.toLocal8Bit().constData(), &about) == 0) {
        switch (static_cast<unsigned long>(about.f_type) & 0xffffffffUL) {
        case 0x6969UL:     // NFS
        case 0x517bUL:     // SMB
        case 0xff534d42UL: // CIFS
        case 0xfe534d42UL: // SMB2
            return true;
        default:
            break;
        }
    }
#endif
    return false;
}

} // namespace chatferry
