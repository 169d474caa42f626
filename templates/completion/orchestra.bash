# orchestra completion bash >>~/.bashrc
_orchestra() {
  local rest=${COMP_LINE:0:COMP_POINT} blanks word one front='' also='' program at last=-1 IFS=$'\n'
  local breaks=${COMP_WORDBREAKS//[!=:]/}
  local -a words=()
  # Bash breaks words at = and : as well; to us, what no blank parts is one.
  for ((at = 0; at <= COMP_CWORD; at++)); do
    blanks=${rest%%[![:blank:]]*}
    rest=${rest:${#blanks}}
    word=${COMP_WORDS[at]}
    if [ "$at" = "$COMP_CWORD" ]; then word=$rest; fi
    rest=${rest:${#word}}
    if [ "${word:0:2}" = '~/' ]; then word=$HOME${word:1}; fi
    if [ "$at" = 0 ] || [ -n "$blanks" ]; then last=$((last + 1)); fi
    words[last]=${words[last]-}$word
  done
  word=${words[last]}
  if [ -n "$breaks" ]; then front=${word%"${word##*[$breaks]}"}; fi
  program=$(type -P "$1") || program=orchestra
  COMPREPLY=()
  {
    IFS= read -r also
    while IFS= read -r one; do COMPREPLY+=("${one#"$front"}"); done
  } < <("$program" __complete words "${words[@]:1}" 2>/dev/null)
  compopt -o nosort 2>/dev/null
  case ${COMPREPLY[0]-} in *[=.~]) compopt -o nospace 2>/dev/null ;; esac
  # The bash of macOS knows no compopt.
  word=${word#"$front"}
  case $also in
    files) compopt -o default 2>/dev/null || COMPREPLY=($(compgen -f -- "$word")) ;;
    folders) compopt -o dirnames 2>/dev/null || COMPREPLY=($(compgen -d -- "$word")) ;;
  esac
}
complete -F _orchestra orchestra
