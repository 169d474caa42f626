# sh THIS RUN_DIR STOP_SIGNAL GRACE_S COMMAND [ARG…]       fd 3: the gate
# Runs one agent and outlives whoever started it. It must lead its process group. Its own names
# begin with _o_ and none is exported: the agent's environment is not ours to add to.

# The conductor died before it said go: nothing ran, and the witness says so.
IFS= read -r _o_go <&3 || { : >"$1/never"; exit 125; }
exec 3<&- 4>&2 2>/dev/null                # 4: the agent's stderr; our shell's "Killed" goes nowhere
_o_dir=$1 _o_sig=$2 _o_grace=$3
shift 3
_o_path=/usr/bin:/bin${PATH:+:$PATH}      # the agent's PATH may lack sleep, or hold another one

_o_group() {                              # _o_g: the group of process $1 (a name may hold blanks and ")")
  IFS= read -r _o_g <"/proc/$1/stat" || return
  _o_g=${_o_g##*) }
  case $_o_g in [ZX]*) return 1 ;; esac
  _o_g=${_o_g#* } _o_g=${_o_g#* } _o_g=${_o_g%% *}
}

_o_escaped() {                            # kills who left the group (Linux only)
  [ -n "$ORCHESTRA_RUN" ] || return       # -z and -x: a whole entry, or run 3 would kill run 37
  for _o_p in $(grep -lzxF "ORCHESTRA_RUN=$ORCHESTRA_RUN" /proc/[0-9]*/environ); do
    _o_p=${_o_p#/proc/} _o_p=${_o_p%/environ}
    if _o_group "$_o_p" && [ "$_o_g" != "$$" ]; then kill -s KILL "$_o_p"; fi
  done
}

_o_sweep() {                              # twice: some are born, or exec, while we look
  _o_escaped
  sleep 1
  _o_escaped
}

_o_alone() {                              # true when the group is this process only; unknown is false
  IFS=' ' read -r _o_me _o_g </proc/self/stat || return
  for _o_p in /proc/[0-9]*; do
    _o_p=${_o_p#/proc/}
    if _o_group "$_o_p" && [ "$_o_g" = "$$" ] && [ "$_o_p" != "$_o_me" ]; then return 1; fi
  done
}

trap '' INT TERM HUP QUIT                 # a watchdog born deaf: no stop signal disarms the deadline
(
  PATH=$_o_path _o_t=0
  while :; do
    _o_l=                                 # seconds allowed since go; a file, so it can be re-armed
    [ ! -f "$_o_dir/deadline" ] || IFS= read -r _o_l <"$_o_dir/deadline"
    [ -d "$_o_dir" ] || break             # nobody can find this run, or stop it, any more
    case $_o_l in '' | *[!0-9]*) _o_n=60 ;; *) _o_n=$((_o_l - _o_t)) ;; esac
    [ "$_o_n" -gt 0 ] || break
    [ "$_o_n" -le 60 ] || _o_n=60         # so a deadline made shorter is seen too
    sleep "$_o_n"
    case $? in                            # one that was killed slept for an unknown time: not counted
      0) _o_t=$((_o_t + _o_n)) ;;
      126 | 127) exit ;;                  # without a sleep every deadline would be now
    esac
    kill -s 0 "$$" || ! _o_alone || exit  # our shell was killed, the agent is done: nothing to watch
  done
  [ ! -e "$_o_dir/exit" ] || exit         # it ended in time, and our shell is writing down how
  rm -rf "$_o_dir/overdue"                # a link or a pipe that an agent put there
  printf 'overdue\n' >"$_o_dir/overdue"   # before the first signal: whoever judges knows it was us
  kill -s "$_o_sig" -- -$$
  kill -s CONT -- -$$
  sleep "$_o_grace"
  kill -s TERM -- -$$
  sleep "$_o_grace"
  _o_sweep
  kill -s KILL -- -$$
) 4>&- &
trap : INT TERM HUP QUIT                  # caught, not ignored: the agent starts with the defaults

( exec "$@" 2>&4 4>&- )                   # in the foreground: in the background it would ignore INT
_o_c=$?

PATH=$_o_path _o_n=0
# What an agent put there: a folder cannot be written, a FIFO would have us wait for a reader.
[ ! -e "$_o_dir/exit" ] && [ ! -L "$_o_dir/exit" ] || rm -rf "$_o_dir/exit"
until printf '%s\n' "$_o_c" >"$_o_dir/exit"; do   # valid with its newline only; a full disk: try again
  [ -d "$_o_dir" ] && [ $((_o_n += 1)) -le 600 ] || break
  sleep 1
done
[ -d "$_o_dir" ] && [ ! -e "$_o_dir/overdue" ] || _o_sweep
kill -s KILL -- -$$                       # watchdog, its sleep, helpers left behind, and this shell
