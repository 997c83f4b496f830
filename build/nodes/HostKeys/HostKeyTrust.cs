using Fridge.Tooling;
namespace Fridge.Nodes;

/// <summary>The rules of host keys, for both transports.</summary>
internal sealed class HostKeyTrust(IHostKeyPrompt? prompt, bool acceptNew) : IDisposable
{
    private readonly SemaphoreSlim onePersonAtATime = new(1, 1);

    public bool IsTrusted(NodeRoute route, HostKey presented) =>
        Judge(route, presented) == HostKeyVerdict.Trusted;

    /// <summary>Writes the expected key down before anybody is met.</summary>
    public async Task PinAsync(NodeRoute route, CancellationToken cancellationToken)
    {
        if (Expected(route) is { } expected)
            await AdmitAsync(route, expected, cancellationToken);
    }

    /// <summary>Ends with the key in the known_hosts file.</summary>
    /// <exception cref="FridgeException">Changed, not the expected one, or not accepted.</exception>
    public async Task AdmitAsync(NodeRoute route, HostKey presented, CancellationToken cancellationToken)
    {
        switch (Judge(route, presented))
        {
            case HostKeyVerdict.Trusted:
                return;
            case HostKeyVerdict.Changed:
                throw HostKeyErrors.Changed(route, presented);
            case HostKeyVerdict.NotExpected:
                throw HostKeyErrors.NotExpected(route, presented);
            case HostKeyVerdict.Unknown:
                await AskAsync(route, presented, cancellationToken);
                break;
        }

        new KnownHosts(route.Address.KnownHostsFile).Add(route.Name, route.Host, route.Port, presented);
    }

    public void Dispose() => onePersonAtATime.Dispose();

    private static HostKey? Expected(NodeRoute route) => route.Address.ExpectedHostKey is { } text
        ? HostKey.Parse(text) ?? throw new FridgeException($"hostKey of {route.Name} is not a host key: {text}", "Write it as ssh-ed25519 AAAA…, as in /etc/ssh/ssh_host_ed25519_key.pub on the node.", wrongUse: true)
        : null;

    private HostKeyVerdict Judge(NodeRoute route, HostKey presented) =>
        HostKeyRules.Judge(presented, Expected(route), new KnownHosts(route.Address.KnownHostsFile).KeysOf(route.Name), acceptNew);

    private async Task AskAsync(NodeRoute route, HostKey presented, CancellationToken cancellationToken)
    {
        if (prompt is null)
            throw HostKeyErrors.Unknown(route, presented);
        await onePersonAtATime.WaitAsync(cancellationToken);
        try
        {
            var question = new HostKeyQuestion(route.Name, route.Target, presented.Type, presented.Fingerprint);
            if (!await prompt.AcceptAsync(question, cancellationToken))
                throw HostKeyErrors.Declined(route);
        }
        finally
        {
            onePersonAtATime.Release();
        }
    }
}
