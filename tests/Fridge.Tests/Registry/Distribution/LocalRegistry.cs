using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Fridge.Registry.Certificates;
using Fridge.Registry.Distribution;
using Fridge.Testing;
using Fridge.Tests.Support;
using Fridge.Tooling.Processes;
using Xunit;

namespace Fridge.Tests.Registry.Distribution;

/// <summary>Debian's docker-registry on a loopback port, with a certificate of ours.</summary>
public sealed class LocalRegistry : IAsyncLifetime
{
    private readonly string folder = Directory.CreateTempSubdirectory("fridge-registry-").FullName;
    private Process? server;

    public RegistryCertificates Certificates { get; } = RegistryCertificates.Create(TimeProvider.System, new Redactor());

    public int Port { get; private set; }

    private IPEndPoint Address => new(IPAddress.Loopback, Port);

    public async ValueTask InitializeAsync()
    {
        Port = FreePort();
        await File.WriteAllTextAsync(Path.Combine(folder, "cert.pem"), Certificates.CertificatePem);
        await File.WriteAllTextAsync(Path.Combine(folder, "key.pem"), Certificates.Key.Reveal());
        await File.WriteAllTextAsync(Path.Combine(folder, "config.yml"), Configuration());
        await StartAsync();
    }

    /// <summary>Of the layers, configurations and manifests that it keeps.</summary>
    public long BlobBytes => new DirectoryInfo(Path.Combine(folder, "data")).EnumerateFiles("data", SearchOption.AllDirectories).Sum(blob => blob.Length);

    /// <summary>Stops it, collects, starts it again, as the cluster's registry is collected.</summary>
    public async Task CollectAsync(params IEnumerable<string> collect)
    {
        await StopAsync();
        using var collector = Run([.. collect, Path.Combine(folder, "config.yml")]);
        await collector.WaitForExitAsync();
        await StartAsync();
    }

    public OciRegistryClient Client(string? caPem = null) =>
        new($"{RegistryCertificates.HostName}:5000", token => Dial.OnceAsync(Address, token), caPem ?? Certificates.CaPem);

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        Directory.Delete(folder, recursive: true);
    }

    private async Task StartAsync()
    {
        server = Run(["serve", Path.Combine(folder, "config.yml")]);
        await using var listening = await Dial.WhenItListensAsync(Address, Eventually.Limit, CancellationToken.None);
    }

    private async Task StopAsync()
    {
        server?.Kill(entireProcessTree: true);
        await (server?.WaitForExitAsync() ?? Task.CompletedTask);
        server?.Dispose();
        server = null;
    }

    private static Process Run(IEnumerable<string> arguments)
    {
        if (ProgramPath.Find("docker-registry") is not { } program)
            throw new InvalidOperationException("These tests need docker-registry, Debian's package of that name: install it (./build.sh Host).");
        var started = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true, RedirectStandardOutput = true })!;
        started.BeginErrorReadLine();
        started.BeginOutputReadLine();
        return started;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private string Configuration() => $"""
        version: 0.1
        log: {"{"}level: error{"}"}
        storage:
          filesystem: {"{"}rootdirectory: {folder}/data{"}"}
          delete: {"{"}enabled: true{"}"}
        http:
          addr: 127.0.0.1:{Port}
          tls: {"{"}certificate: {folder}/cert.pem, key: {folder}/key.pem{"}"}
        """;
}
