using System.Collections.Immutable;
using System.IO.Pipelines;
using Fridge.Tooling;
using Fridge.Tooling.Processes;

namespace Fridge.Nodes.OpenSsh;

/// <summary>Connects by the ssh program. ssh itself refuses unknown keys; the rules of trust decide which become known.</summary>
internal sealed class OpenSshConnector(IProcessRunner processes, HostKeyTrust trust, FirstContact firstContact, TimeProvider time) : IConnector
{
    /// <summary>With time to touch a token; ssh's own ConnectTimeout doesn't count for a proxy command.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan ScanLimit = TimeSpan.FromSeconds(30);

    public async Task<IConnection> ConnectAsync(NodeRoute route, CancellationToken cancellationToken)
    {
        if (!route.HasSsh)
            throw new FridgeException($"{route.Name} must be reached by OpenSSH, and there is no ssh program on this machine.", "Install openssh-client, or write transport: sshnet in the cluster file.", wrongUse: true);
        return await ByKeysAsync(route, cancellationToken)
            ?? await firstContact.ByPasswordAsync(route, password => TryConnectAsync(route, password, cancellationToken), keyed => TryConnectAsync(keyed, null, cancellationToken), cancellationToken)
            ?? throw ConnectErrors.Refused(route);
    }

    /// <summary>With the keys of the route and all that ssh's own configuration and agent have; asks nobody for anything.</summary>
    /// <returns>Null: the node refused them.</returns>
    public async Task<IConnection?> ByKeysAsync(NodeRoute route, CancellationToken cancellationToken)
    {
        await trust.PinAsync(route, cancellationToken);
        return await TryConnectAsync(route, null, cancellationToken);
    }

    /// <returns>Null: the node refused the credentials.</returns>
    private async Task<IConnection?> TryConnectAsync(NodeRoute route, Secret? password, CancellationToken cancellationToken)
    {
        var said = await StartAsync(route, password, cancellationToken);
        if (said.Connection is null && OpenSshErrors.IsHostKey(said.Errors) && !OpenSshErrors.IsBefore(said.Errors))
        {
            await trust.AdmitAsync(route, await ScanAsync(route, cancellationToken), cancellationToken);
            said = await StartAsync(route, password, cancellationToken);
        }

        if (said.Connection is not null)
            return said.Connection;
        return OpenSshErrors.IsRefusedLogin(said.Errors) && !OpenSshErrors.IsBefore(said.Errors) ? null : throw OpenSshErrors.From(route, said.Errors);
    }

    private async Task<(IConnection? Connection, string Errors)> StartAsync(NodeRoute route, Secret? password, CancellationToken cancellationToken)
    {
        var socket = new ControlSocket();
        var stop = new CancellationTokenSource();
        var connected = new TaskCompletionSource();
        var master = Task.FromException<ProcessResult>(new InvalidOperationException("not started"));
        try
        {
            socket.Know(route.Name, trust.Allowed(route));
            master = processes.TryRunAsync(await MasterAsync(route, socket, password, cancellationToken), line => Notice(line, connected), stop.Token);
            await Task.WhenAny(connected.Task, master).WaitAsync(Limit, time, cancellationToken);
            if (connected.Task.IsCompleted)
                return (new LoginShell(route, new OpenSshTransport(route, socket, master, processes, stop)), "");
            var errors = (await master).StandardError;
            socket.Dispose();
            return (null, errors);
        }
        catch (Exception reason)
        {
            await stop.CancelAsync();
            await master.ContinueWith(_ => socket.Dispose(), TaskScheduler.Default);
            if (reason is TimeoutException)
                throw ConnectErrors.Silent(route, reason);
            throw;
        }
    }

    private static void Notice(OutputLine line, TaskCompletionSource connected)
    {
        if (!line.IsError && line.Text == OpenSshArguments.Connected)
            connected.TrySetResult();
    }

    private async Task<CommandLine> MasterAsync(NodeRoute route, ControlSocket socket, Secret? password, CancellationToken cancellationToken)
    {
        var command = new CommandLine("ssh", OpenSshArguments.Master(route, socket.Path, socket.KnownHostsFile, password is not null))
        {
            Input = new Pipe().Reader.AsStream(),
            TimeLimit = Timeout.InfiniteTimeSpan,
        };
        return password is null ? command : command with
        {
            Secrets = [password],
            Environment = ImmutableDictionary<string, string?>.Empty
                .Add("SSH_ASKPASS", await socket.AskPassAsync(password, processes, cancellationToken))
                .Add("SSH_ASKPASS_REQUIRE", "force"),
        };
    }

    private async Task<HostKey> ScanAsync(NodeRoute route, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("fridge-");
        try
        {
            var file = Path.Combine(folder.FullName, "known_hosts");
            var result = await processes.TryRunAsync(new CommandLine("ssh", OpenSshArguments.Scan(route, file)) { TimeLimit = ScanLimit }, cancellationToken: cancellationToken);
            return new KnownHosts(file).KeysOf(route.Name).FirstOrDefault() ?? throw OpenSshErrors.From(route, result.StandardError);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
