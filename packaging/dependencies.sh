# The Debian packages this project needs, by purpose. Sourced by the scripts beside it.

chatferry_build_packages=(
  build-essential cmake ninja-build pkg-config ccache git ca-certificates
  qt6-base-dev libqt6opengl6-dev qt6-tools-dev qt6-l10n-tools qt6-svg-dev qtkeychain-qt6-dev libqt6sql6-sqlite
  libssl-dev libzip-dev libdeflate-dev libsimdjson-dev libsqlite3-dev libboost-dev
)
# Loaded at run time, so no build names them.
chatferry_run_packages=(
  libqt6svg6 qt6-qpa-plugins libsecret-1-0 fonts-noto-core fonts-noto-color-emoji
)
chatferry_test_packages=(
  clang-format python3 zip unzip xvfb xauth xdotool openbox dbus dbus-daemon gnome-keyring libsecret-tools
)

# Installs those of the named packages that are missing; says nothing when none is.
chatferry_install() {
  local missing=() package
  for package in "$@"; do
    if [ "$(dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null)" != installed ]; then
      missing+=("$package")
    fi
  done
  [ ${#missing[@]} -eq 0 ] && return 0
  local as_root=()
  if [ "$(id -u)" -ne 0 ]; then
    if ! command -v sudo >/dev/null; then
      echo "These packages are missing: ${missing[*]}" >&2
      echo "Install them as root (apt-get install ${missing[*]}) and run this again." >&2
      return 1
    fi
    as_root=(sudo)
  fi
  echo "Installing ${#missing[@]} packages: ${missing[*]}"
  local log
  log=$(mktemp)
  if ! { "${as_root[@]}" apt-get update -q &&
         "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "${missing[@]}"; } >"$log" 2>&1; then
    tail -n 20 "$log" >&2
    rm -f "$log"
    echo "The packages could not be installed. This script needs Debian 12 (bookworm) and its package archive." >&2
    return 1
  fi
  rm -f "$log"
}

# Only this project's Debian release is known to work; others are told, not refused.
chatferry_check_system() {
  if ! command -v apt-get >/dev/null; then
    echo "This script installs Debian packages and finds no apt-get. See the list in packaging/dependencies.sh." >&2
    return 1
  fi
  if ! grep -q '^12' /etc/debian_version 2>/dev/null; then
    echo "Note: made for Debian 12; this is $(cat /etc/debian_version 2>/dev/null || echo another system)." >&2
  fi
}

# The compiler cache's settings: precompiled headers and checkouts in different folders share entries.
chatferry_ccache() {
  export CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime
  export CCACHE_NOHASHDIR=1 CCACHE_BASEDIR=$1
}

# Configures and builds a preset; shows the compiler's words only when something fails.
chatferry_build() {
  local top=$1 preset=$2
  local log=$top/build/$preset.log
  mkdir -p "$top/build"
  echo "Building ($preset), about ten minutes the first time; the full log is build/$preset.log"
  if ! { cmake --preset "$preset" -S "$top" && cmake --build "$top/build/$preset"; } >"$log" 2>&1; then
    grep -nE 'error|Error|FAILED' "$log" | head -n 20 >&2
    tail -n 20 "$log" >&2
    return 1
  fi
}
