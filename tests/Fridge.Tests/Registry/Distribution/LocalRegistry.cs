using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Fridge.Model;
using Fridge.Registry.Certificates;
using Fridge.Registry.Distribution;
using Fridge.Testing;
using Fridge.Tests.Support;
using Fridge.Tooling.Processes;
using Xunit;

namespace Fridge.Tests.Registry.Distribution;

/// <summary>Debian's docker-registry on a loopback port, with a certificate of ours.</summary>
public class LocalRegistry : IAsyncLifetime
{
    private readonly string folder = Directory.CreateTempSubdirectory("fridge-registry-").FullName;
    private readonly ConcurrentQueue<string> log = [];
    private Process? server;

    public RegistryCertificates Certificates { get; } = RegistryCertificates.Create(TimeProvider.System, new Redactor());

    public int Port { get; private set; }

    private IPEndPoint Address => new(IPAddress.Loopback, Port);

    /// <summary>The registry is known by its port in the cluster; whatever else is asked for is on loopback.</summary>
    private IPEndPoint AddressOf(DnsEndPoint to) => to.Port == NodePorts.Registry ? Address : new IPEndPoint(IPAddress.Loopback, to.Port);

    public virtual async ValueTask InitializeAsync()
    {
        Port = FreePort();
        await File.WriteAllTextAsync(Path.Combine(folder, "cert.pem"), Server.Certificate);
        await File.WriteAllTextAsync(Path.Combine(folder, "key.pem"), Server.Key.Reveal());
        await File.WriteAllTextAsync(Path.Combine(folder, "config.yml"), Configuration());
        await StartAsync();
    }

    /// <summary>What it wrote about requests, a line each.</summary>
    protected IEnumerable<string> Log => log;

    /// <summary>The folder of its data.</summary>
    public string Data => Path.Combine(folder, "data");

    /// <summary>Where it keeps a layer, a configuration or a manifest.</summary>
    public string BlobPath(string digest) => Path.Combine(Data, "docker", "registry", "v2", "blobs", "sha256", digest["sha256:".Length..][..2], digest["sha256:".Length..], "data");

    /// <summary>Of the layers, configurations and manifests that it keeps.</summary>
    public long BlobBytes => new DirectoryInfo(Data).EnumerateFiles("data", SearchOption.AllDirectories).Sum(blob => blob.Length);

    /// <summary>Stops it, collects, starts it again, as the cluster's registry is collected.</summary>
    public async Task CollectAsync(ShellText forget, IEnumerable<string> collect)
    {
        await StopAsync();
        await new ProcessRunner().RunAsync(new CommandLine("sh", "-ec", forget.Reveal()));
        using var collector = Run([.. collect, Path.Combine(folder, "config.yml")]);
        await collector.WaitForExitAsync();
        await StartAsync();
    }

    /// <summary>As when its machine dies.</summary>
    public void Kill() => server?.Kill(entireProcessTree: true);

    /// <summary>After it was killed, with what its disk has.</summary>
    public async Task StartAgainAsync()
    {
        await StopAsync();
        await StartAsync();
    }

    internal OciRegistryClient Client(string? caPem = null) => new(Connection() with { CaPem = caPem ?? Certificates.CaPem });

    /// <param name="wire">Between the client and the registry; null: nothing.</param>
    internal RegistryConnection Connection(Func<Stream, Stream>? wire = null) => new($"{RegistryCertificates.HostName}:5000")
    {
        Dial = async (to, token) => (wire ?? (stream => stream))(await Dial.OnceAsync(AddressOf(to), token)),
        CaPem = Certificates.CaPem,
    };

    public virtual async ValueTask DisposeAsync()
    {
        await StopAsync();
        Directory.Delete(folder, recursive: true);
    }

    private async Task StartAsync()
    {
        server = Run(["serve", Path.Combine(folder, "config.yml")]);
        server.OutputDataReceived += (_, line) => log.Enqueue(line.Data ?? "");
        await using var listening = await Dial.WhenItListensAsync(Address, Eventually.Limit, CancellationToken.None);
    }

    private async Task StopAsync()
    {
        server?.Kill(entireProcessTree: true);
        await (server?.WaitForExitAsync() ?? Task.CompletedTask);
        server?.Dispose();
        server = null;
    }

    internal static Process Run(IEnumerable<string> arguments)
    {
        if (ProgramPath.Find("docker-registry") is not { } program)
            throw new InvalidOperationException("These tests need docker-registry, Debian's package of that name: install it (./build.sh Host).");
        var started = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true, RedirectStandardOutput = true })!;
        started.BeginErrorReadLine();
        started.BeginOutputReadLine();
        return started;
    }

    internal static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>The section <c>auth</c> of its configuration; empty: everybody may.</summary>
    protected virtual string Authentication => "";

    /// <summary>What it shows of itself.</summary>
    protected virtual CertificatePair Server => Certificates.Server;

    protected string Folder => folder;

    private string Configuration() => $"""
        version: 0.1
        log: {"{"}level: error{"}"}
        storage:
          filesystem: {"{"}rootdirectory: {folder}/data{"}"}
          delete: {"{"}enabled: true{"}"}
        http:
          addr: 127.0.0.1:{Port}
          tls: {"{"}certificate: {folder}/cert.pem, key: {folder}/key.pem{"}"}
        {Authentication}
        """;
}
