using System.Collections.Concurrent;
using System.Collections.Immutable;
using Fridge.Tooling;

namespace Fridge.Nodes;

/// <summary>The rules of host keys, for both transports.</summary>
/// <param name="checkOnly">Nothing is written: what is admitted holds for this run alone.</param>
/// <param name="forgotten">Nodes whose known keys don't count.</param>
internal sealed class HostKeyTrust(IHostKeyPrompt? prompt, bool acceptNew, bool checkOnly = false, IEnumerable<string>? forgotten = null) : IDisposable
{
    private readonly SemaphoreSlim onePersonAtATime = new(1, 1);
    private readonly ConcurrentDictionary<string, HostKey> admitted = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, bool> unseen = new(StringComparer.Ordinal);
    private readonly ImmutableHashSet<string> forgotten = [.. (forgotten ?? []).Select(KnownHosts.Alias)];

    public bool IsTrusted(NodeRoute route, HostKey presented) =>
        Judge(route, presented) == HostKeyVerdict.Trusted;

    /// <summary>Whether somebody knows that the node is who it is to be: nobody does of one that <c>--accept-new-host-keys</c> let in during this run.</summary>
    public bool IsKnown(NodeRoute route) => !unseen.ContainsKey(route.Name);

    /// <summary>The keys that the node may show, and no other: what a transport is to be given.</summary>
    public ImmutableArray<HostKey> Allowed(NodeRoute route)
    {
        var candidates = Expected(route) is { } expected ? [expected] : Known(route);
        return [.. candidates.Except(Revoked(route))];
    }

    /// <summary>Writes the expected key down before anybody is met.</summary>
    public async Task PinAsync(NodeRoute route, CancellationToken cancellationToken)
    {
        if (Expected(route) is { } expected)
            await AdmitAsync(route, expected, cancellationToken);
    }

    /// <summary>Ends with the key in the known_hosts file, or in this run's memory where nothing is written.</summary>
    /// <exception cref="FridgeException">Revoked, changed, not the expected one, or not accepted.</exception>
    public async Task AdmitAsync(NodeRoute route, HostKey presented, CancellationToken cancellationToken)
    {
        switch (Judge(route, presented))
        {
            case HostKeyVerdict.Trusted:
                return;
            case HostKeyVerdict.Revoked:
                throw HostKeyErrors.Revoked(route, presented);
            case HostKeyVerdict.Changed:
                throw HostKeyErrors.Changed(route, presented);
            case HostKeyVerdict.NotExpected:
                throw HostKeyErrors.NotExpected(route, presented);
            case HostKeyVerdict.Unknown:
                await AskAsync(route, presented, cancellationToken);
                break;
            case HostKeyVerdict.TrustedAndNew when Expected(route) is null:
                RefuseAuthority(route);
                unseen[route.Name] = true;
                break;
        }

        admitted[route.Name] = presented;
        if (!checkOnly)
            await new KnownHosts(route.Address.KnownHostsFile).AddAsync(route.Name, route.Host, route.Port, presented, cancellationToken);
    }

    public void Dispose() => onePersonAtATime.Dispose();

    private static HostKey? Expected(NodeRoute route) => route.Address.ExpectedHostKey is { } text
        ? HostKey.Parse(text) ?? throw new FridgeException($"hostKey of {route.Name} is not a host key: {text}", "Write it as ssh-ed25519 AAAA…, as in /etc/ssh/ssh_host_ed25519_key.pub on the node.", wrongUse: true)
        : null;

    private static ImmutableArray<HostKey> Revoked(NodeRoute route) =>
        new KnownHosts(route.Address.KnownHostsFile).Of(route.Name, KnownHostMarker.Revoked);

    private HostKeyVerdict Judge(NodeRoute route, HostKey presented) =>
        HostKeyRules.Judge(presented, Expected(route), Known(route), Revoked(route), acceptNew);

    private ImmutableArray<HostKey> Known(NodeRoute route) =>
        admitted.TryGetValue(route.Name, out var key) ? [key]
        : forgotten.Contains(KnownHosts.Alias(route.Name)) ? []
        : new KnownHosts(route.Address.KnownHostsFile).KeysOf(route.Name);

    /// <summary>Whoever wrote that line wants its word, and not a guess in place of it.</summary>
    private static void RefuseAuthority(NodeRoute route)
    {
        if (new KnownHosts(route.Address.KnownHostsFile).Of(route.Name, KnownHostMarker.Authority) is { Length: > 0 })
            throw HostKeyErrors.Authority(route);
    }

    private async Task AskAsync(NodeRoute route, HostKey presented, CancellationToken cancellationToken)
    {
        RefuseAuthority(route);
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
