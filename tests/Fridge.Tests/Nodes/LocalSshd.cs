using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Fridge.Model;
using Fridge.Nodes;
using Fridge.Testing;
using Fridge.Tests.Support;
using Fridge.Tooling.Processes;
using Xunit;

namespace Fridge.Tests.Nodes;

/// <summary>A real sshd on a loopback port of its own, with keys, configuration and authorized_keys in a folder that goes with it. The login user is whoever runs the tests.</summary>
public sealed class LocalSshd : IAsyncLifetime
{
    private const string Program = "/usr/sbin/sshd";
    private readonly ProcessRunner processes = new();
    private Process? server;

    public string Folder { get; } = Directory.CreateTempSubdirectory("fridge-sshd-").FullName;

    public int Port { get; } = FreePort();

    public string Key => Path.Combine(Folder, "user_key");

    public string HostKey => File.ReadAllText(Path.Combine(Folder, "host_key.pub")).Trim();

    public string AuthorizedKeys => Path.Combine(Folder, "authorized_keys");

    /// <summary>A folder before the others on the login's PATH, for stand-ins.</summary>
    public string Bin => Path.Combine(Folder, "bin");

    public NodeAddress Address(SshTransport transport) => new()
    {
        Name = "local",
        Host = "127.0.0.1",
        Port = Port,
        User = Environment.UserName,
        IdentityFile = Key,
        KnownHostsFile = Path.Combine(Folder, $"known_hosts_{Guid.NewGuid():N}"),
        ExpectedHostKey = HostKey,
        Transport = transport,
    };

    public async ValueTask InitializeAsync()
    {
        if (!File.Exists(Program))
            throw new InvalidOperationException($"These tests need {Program}: install openssh-server.");
        Directory.CreateDirectory(Bin);
        await MakeKeyAsync(Key);
        await MakeKeyAsync(Path.Combine(Folder, "host_key"));
        File.Copy(Key + ".pub", AuthorizedKeys);
        await File.WriteAllTextAsync(Path.Combine(Folder, "config"), Configuration());
        if (Environment.UserName == "root")
            Directory.CreateDirectory("/run/sshd");
        await StartAsync();
    }

    public async Task StartAsync()
    {
        server = Process.Start(new ProcessStartInfo(Program, ["-D", "-f", Path.Combine(Folder, "config"), "-E", Path.Combine(Folder, "log")]))!;
        await using var listens = await Dial.WhenItListensAsync(new IPEndPoint(IPAddress.Loopback, Port), Eventually.Limit, TestContext.Current.CancellationToken);
    }

    /// <summary>With these settings before its own, of which the first counts; without them again when that is disposed.</summary>
    public async Task<IAsyncDisposable> WithAsync(string settings)
    {
        await RestartAsync(settings);
        return new Undo(() => RestartAsync(""));
    }

    private async Task RestartAsync(string settings)
    {
        Stop();
        await File.WriteAllTextAsync(Path.Combine(Folder, "config"), settings + "\n" + Configuration());
        await StartAsync();
    }

    /// <summary>Ends the server and every connection that it serves.</summary>
    public void Stop()
    {
        server?.Kill(entireProcessTree: true);
        server?.WaitForExit();
        server?.Dispose();
        server = null;
    }

    /// <summary>The processes that serve connections, ended or halted as in a network that is gone.</summary>
    public async Task SignalConnectionsAsync(string signal)
    {
        var children = await processes.TryRunAsync(new CommandLine("pgrep", "-P", $"{server!.Id}"));
        foreach (var child in children.StandardOutput.Split('\n', StringSplitOptions.RemoveEmptyEntries))
            await processes.TryRunAsync(new CommandLine("kill", $"-{signal}", child));
    }

    public ValueTask DisposeAsync()
    {
        Stop();
        Directory.Delete(Folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    public async Task MakeKeyAsync(string path) =>
        await processes.RunAsync(new CommandLine("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", path));

    private sealed class Undo(Func<Task> undo) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync() => await undo();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>SHLVL: bash as a login shell would read its owner's .bashrc for each command.</summary>
    private string Configuration() => $"""
        Port {Port}
        ListenAddress 127.0.0.1
        HostKey {Folder}/host_key
        AuthorizedKeysFile {Folder}/authorized_keys
        StrictModes no
        UsePAM no
        PermitRootLogin yes
        PidFile none
        MaxStartups 100
        SetEnv PATH={Bin}:/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin SHLVL=2
        """;
}
