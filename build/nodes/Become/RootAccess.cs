namespace Fridge.Nodes;

/// <summary>How root is reached on a node that was asked.</summary>
/// <param name="Prefix">Goes before a command's arguments.</param>
/// <param name="Password">Goes into standard input, as a line before the command's own input.</param>
internal sealed record RootAccess(IReadOnlyList<string> Prefix, Secret? Password)
{
    /// <summary>What sudo is always asked to run, so that a rule for one command can't make it take the password line for that command's input.</summary>
    private static readonly string[] AnyCommand = ["/bin/sh", "-c", "exec \"$@\"", "sh"];

    public static RootAccess AlreadyRoot { get; } = new([], null);

    public static RootAccess Passwordless { get; } = new(["sudo", "-n", "--", .. AnyCommand], null);

    /// <summary><c>-k</c>: sudo reads the password each time, also when it remembers one; else the command would read it.</summary>
    public static RootAccess ByPassword(Secret password) => new(["sudo", "-k", "-S", "-p", "", "--", .. AnyCommand], password);

    public RemoteCommand Apply(RemoteCommand command) =>
        command with { Arguments = [.. Prefix, .. command.Arguments], AsRoot = false };
}
