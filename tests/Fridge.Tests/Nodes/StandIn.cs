namespace Fridge.Tests.Nodes;

/// <summary>Small scripts in place of programs that a test machine may lack or that would change it.</summary>
internal static class StandIn
{
    /// <summary>
    /// A sudo that behaves as the real one with <c>-n</c>, <c>-S</c> and <c>-k</c>, and an id whose user is not root. It reads one line,
    /// byte by byte, and speaks German where it isn't asked for C.
    /// </summary>
    /// <param name="isAllowed">Whether the user may run anything, once the password is right.</param>
    public static void PasswordSudo(string folder, string password, bool isAllowed = true)
    {
        Id(folder);
        Write(folder, "sudo", $"""
            refuse() {Braces("[ \"${LC_ALL:-}\" = C ] && echo \"$1\" >&2 || echo \"$2\" >&2; exit 1;")}
            while [ "$#" -gt 0 ]; do
              case "$1" in
                -n) refuse 'sudo: a password is required' 'sudo: Ein Passwort ist notwendig';;
                -k|-S) shift;;
                -p) shift 2;;
                --) shift; break;;
                *) echo "stand-in sudo: $1?" >&2; exit 1;;
              esac
            done
            IFS= read -r line
            [ "$line" = '{password}' ] || refuse 'sudo: 1 incorrect password attempt' 'sudo: 1 Fehlversuch bei der Passwort-Eingabe'
            {isAllowed.ToString().ToLowerInvariant()} || refuse 'Sorry, user pi is not allowed to execute this.' 'Leider darf der Benutzer pi dies nicht ausführen.'
            SUDO_UID=1000 exec "$@"
            """);
    }

    /// <summary>A sudo that asks for nothing, and an id whose user is not root.</summary>
    public static void FreeSudo(string folder)
    {
        Id(folder);
        Write(folder, "sudo", """
            while [ "$1" != -- ]; do shift; done
            shift
            SUDO_UID=1000 exec "$@"
            """);
    }

    /// <summary>Below sudo it is the real one.</summary>
    private static void Id(string folder) => Write(folder, "id", "[ -z \"${SUDO_UID:-}\" ] || exec /usr/bin/id \"$@\"; echo 1000");

    private static string Braces(string text) => $"{{ {text} }}";

    private static void Write(string folder, string name, string script)
    {
        var path = Path.Combine(folder, name);
        File.WriteAllText(path, "#!/bin/sh\n" + script + "\n");
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }
}
