# orchestra completion fish >~/.config/fish/completions/orchestra.fish
function __orchestra_complete
    set -l typed (commandline -opc)
    set -l current (commandline -ct)
    set -l program orchestra
    type -q -- $typed[1]; and set program $typed[1]
    set -e typed[1]
    set -q typed[1]; and set typed (string replace -r '^~/' "$HOME/" -- $typed)
    set -l found ($program __complete meanings $typed "$current" 2>/dev/null)
    set -l also $found[1]
    set -e found[1]
    set -q found[1]; and printf '%s\n' $found
    set -l front (string match -r -- '^--[^=]+=' "$current")
    set -l path (string replace -r -- '^--[^=]+=' '' "$current")
    switch "$also"
        case files
            printf "$front%s\n" (__fish_complete_path $path)
        case folders
            printf "$front%s\n" (__fish_complete_directories $path '')
    end
end
complete -c orchestra -f -k -a '(__orchestra_complete)'
