#!/usr/bin/env bash
# Every C++ file must look as clang-format 14 with the tree's settings would write it.
set -u
cd "$1" || exit 1
mapfile -t files < <(find app ui src tests -name '*.cpp' -o -name '*.h' | sort)
[ ${#files[@]} -gt 0 ] || { echo "no file was found"; exit 1; }
tool=$(command -v clang-format-14 || command -v clang-format) || { echo "clang-format is missing"; exit 1; }
if ! out=$("$tool" --dry-run --Werror "${files[@]}" 2>&1); then
  echo "$out" | grep -E 'error:' | cut -d: -f1 | sort | uniq -c
  echo "Run: clang-format -i on these files."
  exit 1
fi
echo "${#files[@]} files, all formatted"
