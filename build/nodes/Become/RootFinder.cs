using System.Text;
using Fridge.Model;

namespace Fridge.Nodes;

/// <summary>Finds out, with one question and a password where sudo wants one, how root is reached.</summary>
internal sealed class RootFinder(NodeRoute route, PasswordBook passwords)
{
    /// <summary>sudo speaks the login's language; what it says is read here.</summary>
    private const string English = "LC_ALL=C";

    /// <summary>sudo may look its user up on a network, and waits a while after a wrong password.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);

    private const string Probe = "[ \"$(id -u)\" = 0 ] && echo root && exit 0; command -v sudo >/dev/null || { echo missing; exit 0; }; " + English + " sudo -n -- /bin/sh -c 'exec \"$@\"' sh true 2>&1 && echo free; exit 0";

    public async Task<RootAccess> FindAsync(INodeTransport transport, CancellationToken cancellationToken)
    {
        var answer = (await Run(transport, new RemoteCommand("sh", "-c", Probe) { TimeLimit = Limit }, null, cancellationToken)).StandardOutput.Trim();
        // sudo may warn before it answers, as of a host name that /etc/hosts doesn't know.
        return LastLine(answer) switch
        {
            "root" => RootAccess.AlreadyRoot,
            _ when route.Address.Become == Become.None => throw SudoErrors.BecomeNone(route),
            "missing" => throw SudoErrors.NotAllowed(route, "there is no sudo."),
            "free" => RootAccess.Passwordless,
            var said when said.Contains("password", StringComparison.Ordinal) => await WithPasswordAsync(transport, cancellationToken),
            _ => throw SudoErrors.NotAllowed(route, answer),
        };
    }

    private async Task<RootAccess> WithPasswordAsync(INodeTransport transport, CancellationToken cancellationToken) =>
        RootAccess.ByPassword(await passwords.FindAsync(
            route, PasswordUse.Sudo, password => IsRightAsync(transport, password, cancellationToken), cancellationToken));

    /// <summary>A right password of a user who is in no sudo rule is another matter than a wrong one.</summary>
    private async Task<bool> IsRightAsync(INodeTransport transport, Secret password, CancellationToken cancellationToken)
    {
        var command = RootAccess.ByPassword(password).Apply(new RemoteCommand("true"));
        command = command with { TimeLimit = Limit, Arguments = ["env", English, .. command.Arguments] };
        var result = await Run(transport, command, password, cancellationToken);
        if (result.StandardError.Contains("sudoers", StringComparison.Ordinal) || result.StandardError.Contains("not allowed", StringComparison.Ordinal))
            throw SudoErrors.NotAllowed(route, LastLine(result.StandardError));
        return result.ExitStatus == 0;
    }

    private static string LastLine(string text) => text.Trim().Split('\n')[^1];

    private Task<RemoteResult> Run(INodeTransport transport, RemoteCommand command, Secret? line, CancellationToken cancellationToken) =>
        new NodeSession(route.Name, transport).TryExecAsync(
            command, cancellationToken, line is null ? null : new MemoryStream(Encoding.UTF8.GetBytes(line.Reveal() + "\n")));
}
