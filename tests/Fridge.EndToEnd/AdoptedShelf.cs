using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Fridge.EndToEnd;

/// <summary>
/// A Kubernetes that its owner has made, and beside it a person who has nothing but a kubeconfig: a home of his own, without a key of any node, and Debian's registry
/// with a password, which the owner's nodes trust.
/// </summary>
public sealed class AdoptedShelf : KubernetesShelf
{
    /// <summary>The person's cluster, and its namespace.</summary>
    public const string Theirs = "e2e-adopted";

    private const string PasswordVariable = "FRIDGE_E2E_REGISTRY";

    // bcrypt of the password below.
    private const string Htpasswd = "ada:$2y$04$DeHg6v60QN.EsR0x2W/us.3qPH71IByBvOolOTnFt8n442dQG8mbW\n";
    private const string Password = "correct horse";

    /// <summary>This machine, as its nodes reach it.</summary>
    private const string Here = "172.30.42.1";

    private static readonly TimeSpan RunLimit = TimeSpan.FromMinutes(20);

    private Process? registry;

    protected override string Services => "{}";

    /// <summary>The person's own.</summary>
    private string Home => Path.Combine(Folder, "their-home");

    private string Files => Path.Combine(Folder, "theirs");

    private string Ca => Path.Combine(Files, "ca.pem");

    private static int Port { get; } = FreePort();

    private static string Registry => $"{Here}:{Port}";

    /// <summary>What the person's runs have written beside the checkout.</summary>
    public IEnumerable<string> PersonsFiles => Directory.EnumerateFiles(Home, "*", SearchOption.AllDirectories);

    public override async ValueTask DisposeAsync()
    {
        registry?.Kill(entireProcessTree: true);
        registry?.Dispose();
        await base.DisposeAsync();
    }

    /// <summary>The owner's part: a registry that nodes trust, and a kubeconfig that is handed on.</summary>
    public async Task HandOnAsync()
    {
        Directory.CreateDirectory(Files);
        Directory.CreateDirectory(Home);
        File.Copy(Path.Combine(StateFolder, "kubeconfig"), Path.Combine(Files, "config"));
        await StartRegistryAsync();
        foreach (var node in (string[])[First, Second])
        {
            await OnAsync(node, $"mkdir -p /etc/docker/certs.d/{Registry}");
            await Shelf.DockerAsync("cp", "--quiet", Ca, $"{Container(node)}:/etc/docker/certs.d/{Registry}/ca.crt");
        }

        await File.WriteAllTextAsync(Path.Combine(Files, "theirs.yaml"), $$"""
            apiVersion: fridge/v1
            name: {{Theirs}}
            orchestrator: kubernetes
            kubeconfig: config
            kubernetes: {dns: false}
            registry: {url: "{{Registry}}/fridge", credentials: {user: ada, password: {env: {{PasswordVariable}}} } }
            flink:
              version: 1.20.5
              jobManager: {memory: 640m}
              taskManager: {slots: 1, memory: 640m}
            jobs:
              - {name: taxi, jar: workloads/taxi, entryClass: fridge.taxi.ClosestPlaceJob, args: [--rate, "20"], parallelism: 2, show: [counts.total]}

            """);
    }

    /// <summary>A run of the person's.</summary>
    public async Task<FridgeRun> TheirsAsync(string words, string password = Password)
    {
        var run = Start(words, password);
        await run.WaitAsync(RunLimit);
        return run;
    }

    /// <summary>Until it is disposed.</summary>
    public IAsyncDisposable OpenUi() => new Opened(Start("Ui", Password));

    private FridgeRun Start(string words, string password) => FridgeRun.Start(
        Clone, $"{words} --cluster {Path.Combine(Files, "theirs.yaml")} --registry-ca {Ca} --yes", environment: new Dictionary<string, string?> { [PasswordVariable] = password, ["HOME"] = Home });

    private async Task StartRegistryAsync()
    {
        WriteCertificate();
        await File.WriteAllTextAsync(Path.Combine(Files, "htpasswd"), Htpasswd);
        await File.WriteAllTextAsync(Path.Combine(Files, "registry.yml"), $$"""
            version: 0.1
            log: {level: error}
            storage: {filesystem: {rootdirectory: {{Files}}/data} }
            auth: {htpasswd: {realm: theirs, path: {{Files}}/htpasswd} }
            http: {addr: "{{Registry}}", tls: {certificate: {{Ca}}, key: {{Files}}/key.pem} }
            """);
        registry = Process.Start("docker-registry", ["serve", Path.Combine(Files, "registry.yml")]);
    }

    /// <summary>Its own authority.</summary>
    private void WriteCertificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=theirs", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Parse(Here));
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1")], false));
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(30));
        File.WriteAllText(Ca, certificate.ExportCertificatePem());
        File.WriteAllText(Path.Combine(Files, "key.pem"), key.ExportECPrivateKeyPem());
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private sealed class Opened(FridgeRun run) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            run.Signal("INT");
            await run.WaitAsync(RunLimit);
            run.Dispose();
        }
    }
}
