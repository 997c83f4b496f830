using System.Collections.Concurrent;
using System.Collections.Immutable;
using Fridge.Model;
using Fridge.Nodes.OpenSsh;
using Fridge.Nodes.SshNet;
using Fridge.Tooling;
using Fridge.Tooling.Processes;

namespace Fridge.Nodes;

/// <summary>What sessions need from this machine and from the person before it.</summary>
public sealed record NodeSessionsOptions
{
    public required IProcessRunner Processes { get; init; }

    public required IReport Report { get; init; }

    /// <summary>Installed at first contact by password.</summary>
    public required ClusterKey ClusterKey { get; init; }

    /// <summary>Null: there is no terminal.</summary>
    public IHostKeyPrompt? HostKeyPrompt { get; init; }

    /// <summary>Null: there is no terminal.</summary>
    public IPasswordPrompt? PasswordPrompt { get; init; }

    /// <summary>Of the nodes' users, said before the run; tried before a person is asked.</summary>
    public Secret? NodePassword { get; init; }

    /// <summary><c>--accept-new-host-keys</c>.</summary>
    public bool AcceptNewHostKeys { get; init; }

    /// <summary>Nothing is changed, here or on nodes: no key is installed, no host key written down.</summary>
    public bool CheckOnly { get; init; }

    /// <summary>Nodes whose known host keys don't count in this run, as if they had been forgotten.</summary>
    public IReadOnlyCollection<string> ForgottenHostKeys { get; init; } = [];

    /// <summary>What each session waits for.</summary>
    public Func<CancellationToken, Task> BeforeTheFirst { get; init; } = _ => Task.CompletedTask;

    public TimeProvider Time { get; init; } = TimeProvider.System;
}

/// <summary>One session a node, connected when it is first asked for.</summary>
public sealed class NodeSessions : INodeSessions
{
    private readonly ImmutableDictionary<string, NodeAddress> addresses;
    private readonly NodeSessionsOptions options;
    private readonly ConcurrentDictionary<string, Lazy<Task<OpenNode>>> open = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Task<NodeSession>> connecting = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource closing = new();
    private readonly HostKeyTrust trust;
    private readonly PasswordBook passwords;

    public NodeSessions(IEnumerable<NodeAddress> nodes, NodeSessionsOptions options)
    {
        addresses = nodes.ToImmutableDictionary(node => node.Name);
        this.options = options;
        trust = new HostKeyTrust(options.HostKeyPrompt, options.AcceptNewHostKeys, options.CheckOnly, options.ForgottenHostKeys);
        passwords = new PasswordBook(options.PasswordPrompt, trust.IsKnown, options.NodePassword);
    }

    public Task<NodeSession> OpenAsync(string node, CancellationToken cancellationToken) =>
        connecting.TryRemove(node, out var begun) ? begun.WaitAsync(cancellationToken) : ConnectAsync(node, cancellationToken);

    public void Connect(IEnumerable<string> nodes, CancellationToken cancellationToken)
    {
        foreach (var node in nodes)
            _ = connecting.GetOrAdd(node, name => Task.Run(() => ConnectUnlessClosedAsync(name, cancellationToken), CancellationToken.None));
    }

    private async Task<NodeSession> ConnectUnlessClosedAsync(string node, CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, closing.Token);
        return await ConnectAsync(node, either.Token);
    }

    private async Task<NodeSession> ConnectAsync(string node, CancellationToken cancellationToken)
    {
        var opened = await open.GetOrAdd(node, name => new Lazy<Task<OpenNode>>(() => PrepareAsync(name))).Value.WaitAsync(cancellationToken);
        await opened.Connection.ConnectAsync(cancellationToken);
        return opened.Session;
    }

    public async ValueTask DisposeAsync()
    {
        await closing.CancelAsync();
        foreach (var unasked in connecting.Values)
            await ((Task)unasked).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await Task.WhenAll(open.Values.Select(opened => CloseAsync(opened.Value)));
        trust.Dispose();
        passwords.Dispose();
    }

    /// <summary>A node that could not be prepared has said so to whoever asked for it.</summary>
    private static async Task CloseAsync(Task<OpenNode> preparing)
    {
        await preparing.ContinueWith(_ => { }, TaskScheduler.Default);
        if (preparing.IsCompletedSuccessfully)
            await preparing.Result.Session.DisposeAsync();
    }

    private async Task<OpenNode> PrepareAsync(string node)
    {
        await options.BeforeTheFirst(CancellationToken.None);
        var route = await FindRouteAsync(node, CancellationToken.None);
        var connection = new ConnectionPool(route, ConnectorFor(route), options.Report, options.Time);
        var limited = new ChannelLimit(route, connection, options.Time);
        return new OpenNode(new NodeSession(node, new BecomeTransport(limited, new RootFinder(route, passwords)), options.Time), connection);
    }

    private Task<NodeRoute> FindRouteAsync(string node, CancellationToken cancellationToken)
    {
        var address = addresses.GetValueOrDefault(node) ?? throw new FridgeException(
            $"The cluster has no node {node}.", $"Its nodes: {string.Join(", ", addresses.Keys.Order(StringComparer.Ordinal))}.", wrongUse: true);
        return new RouteFinder(options.Processes, options.ClusterKey).FindAsync(address, cancellationToken);
    }

    private IConnector ConnectorFor(NodeRoute route)
    {
        var firstContact = new FirstContact(passwords, options.ClusterKey, options.Report, options.CheckOnly);
        var decision = TransportDecision.For(route);
        options.Report.Detail($"{route.Name}: {decision.Transport}, because {decision.Reason}.");
        var openSsh = new OpenSshConnector(options.Processes, trust, firstContact, options.Time);
        return decision.Transport == SshTransport.OpenSsh
            ? openSsh
            : new SshNetConnector(trust, firstContact, options.Report, options.Time, decision.ThenOpenSsh ? openSsh : null);
    }

    private sealed record OpenNode(NodeSession Session, ConnectionPool Connection);
}
