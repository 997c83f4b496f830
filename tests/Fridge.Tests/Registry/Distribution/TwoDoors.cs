using System.Diagnostics;
using System.Net;
using Fridge.Model;
using Fridge.Nodes;
using Fridge.Registry.Certificates;
using Fridge.Registry.Distribution;
using Fridge.Registry.Running;
using Fridge.Testing;
using Fridge.Tests.Registry.Pushing;
using Fridge.Tests.Support;
using Xunit;

namespace Fridge.Tests.Registry.Distribution;

/// <summary>The cluster's registry as its manager has it: Debian's docker-registry twice, with the image's own configurations, on ports of loopback that are free.</summary>
public sealed class TwoDoors : IAsyncLifetime
{
    private readonly string folder = Directory.CreateTempSubdirectory("fridge-registry-").FullName;
    private readonly List<Process> servers = [];
    private readonly Dictionary<int, int> ports = [];

    public RegistryCertificates Certificates { get; } = RegistryCertificates.Create(TimeProvider.System, new Redactor());

    /// <summary>Of a node of this cluster.</summary>
    public CertificatePair Node => Certificates.Authority.ForNode("pico-1", TimeProvider.System, new Redactor());

    /// <summary>The folder of its data.</summary>
    public string Data => Path.Combine(folder, "data");

    public async ValueTask InitializeAsync()
    {
        foreach (var (path, content) in new[]
        {
            ("tls.crt", Certificates.Server.Certificate), ("tls.key", Certificates.Server.Key.Reveal()),
            ("read/clients.crt", Certificates.CaPem), ("write/clients.crt", Certificates.Writer.Certificate),
        })
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(folder, path))!);
            await File.WriteAllTextAsync(Path.Combine(folder, path), content);
        }

        await StartAsync("write", NodePorts.RegistryWriting);
        await StartAsync("read", NodePorts.Registry);
    }

    /// <summary>As a node or as Fridge comes in.</summary>
    /// <param name="identity">Null: without a certificate.</param>
    internal OciRegistryClient Client(RegistryEndpoint door, CertificatePair? identity) => new(new RegistryConnection(WellKnown.Registry)
    {
        Dial = (_, token) => DialAsync(door.Port, token),
        CaPem = Certificates.CaPem,
        Identity = identity,
    });

    /// <summary>The writer's, at the door where he writes.</summary>
    internal OciRegistryClient Client() => Client(RegistryEndpoint.Writing, Certificates.Writer);

    /// <summary>To the manager, whose root has the writer's key.</summary>
    /// <param name="wire">Between a client and the registry; null: nothing.</param>
    internal INodeSessions Sessions(Func<Stream, Stream>? wire = null) => new DialledSessions(
        async (to, token) => (wire ?? (stream => stream))(await DialAsync(to.Port, token)),
        path => path switch
        {
            RegistryPlace.Writer => Certificates.Writer.Certificate,
            RegistryPlace.WriterKey => Certificates.Writer.Key.Reveal(),
            _ => throw new FileNotFoundException(path),
        });

    public async ValueTask DisposeAsync()
    {
        foreach (var server in servers)
        {
            server.Kill(entireProcessTree: true);
            await server.WaitForExitAsync();
            server.Dispose();
        }

        Directory.Delete(folder, recursive: true);
    }

    private Task<Stream> DialAsync(int port, CancellationToken cancellationToken) => Dial.OnceAsync(Address(port), cancellationToken);

    private IPEndPoint Address(int port) => new(IPAddress.Loopback, ports[port]);

    private async Task StartAsync(string door, int port)
    {
        ports[port] = LocalRegistry.FreePort();
        var configuration = (await File.ReadAllTextAsync(Checkout.File("images", "registry", $"{door}.yml")))
            .Replace("/var/lib/registry", Data).Replace("/etc/fridge/registry/", $"{folder}/").Replace("/etc/fridge/clients/", $"{folder}/{door}/")
            .Replace($"addr: 127.0.0.1:{port}", $"addr: :{port}").Replace($"addr: :{port}", $"addr: {Address(port)}");
        await File.WriteAllTextAsync(Path.Combine(folder, $"{door}.yml"), configuration);
        servers.Add(LocalRegistry.Run(["serve", Path.Combine(folder, $"{door}.yml")]));
        await using var listening = await Dial.WhenItListensAsync(Address(port), Eventually.Limit, CancellationToken.None);
    }
}
