namespace Fridge.Tests.Tooling.Nodes;

/// <summary>Small scripts in place of programs that a test machine may lack or that would change it.</summary>
internal static class StandIn
{
    /// <summary>A sudo that behaves as the real one with <c>-n</c>, <c>-S</c> and <c>-k</c>, and an id whose user is not root. It reads one line, byte by byte.</summary>
    public static void PasswordSudo(string folder, string password)
    {
        Write(folder, "id", "echo 1000");
        Write(folder, "sudo", $"""
            while [ "$#" -gt 0 ]; do
              case "$1" in
                -n) echo 'sudo: a password is required' >&2; exit 1;;
                -k|-S) shift;;
                -p) shift 2;;
                --) shift; break;;
                *) echo "stand-in sudo: $1?" >&2; exit 1;;
              esac
            done
            IFS= read -r line
            [ "$line" = '{password}' ] || {Braces("echo 'sudo: 1 incorrect password attempt' >&2; exit 1;")}
            exec "$@"
            """);
    }

    private static string Braces(string text) => $"{{ {text} }}";

    private static void Write(string folder, string name, string script)
    {
        var path = Path.Combine(folder, name);
        File.WriteAllText(path, "#!/bin/sh\n" + script + "\n");
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }
}
