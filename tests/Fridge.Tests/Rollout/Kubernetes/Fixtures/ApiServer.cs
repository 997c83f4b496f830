using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using Fridge.Rollout.Kubernetes.Api;
using Fridge.Testing;
using Fridge.Tests.Support;
using Xunit;

namespace Fridge.Tests.Rollout.Kubernetes.Fixtures;

/// <summary>
/// A real API server with its etcd, as plain processes: one for all classes of the collection, each test in a namespace of its own. Nothing runs pods; those who
/// want Kubernetes' own controllers and scheduler start them (<see cref="StartAsync"/>), and a double of a kubelet.
/// </summary>
public sealed class ApiServer : IAsyncLifetime
{
    /// <summary>Under load; alone it is five seconds.</summary>
    private static readonly TimeSpan StartLimit = TimeSpan.FromMinutes(3);

    private readonly string folder = Directory.CreateTempSubdirectory("fridge-kubernetes-").FullName;
    private readonly TestAuthority authority = new();
    private readonly List<Process> started = [];
    private readonly int etcdPort = FreePort();
    private readonly int port = FreePort();
    private Process? server;

    internal TestAuthority Authority => authority;

    /// <summary>As kubeadm writes it on the node, with the node's own address in it.</summary>
    public string AdminKubeconfig => KubeconfigOf("O=system:masters, CN=admin");

    private string Address => $"https://127.0.0.1:{port}";

    public async ValueTask InitializeAsync()
    {
        Write("ca.crt", authority.Pem);
        Write("server", authority.Server("kubernetes", "localhost", "127.0.0.1"));
        Write("kubelet-client", authority.Client("O=system:masters, CN=kubelet-client"));
        Write("accounts", authority.Client("CN=accounts"));
        Write("admin.conf", AdminKubeconfig);
        started.Add(Start(
            "etcd", "etcd", "--data-dir", $"{folder}/etcd", "--listen-client-urls", $"http://127.0.0.1:{etcdPort}", "--advertise-client-urls", $"http://127.0.0.1:{etcdPort}",
            "--listen-peer-urls", $"http://127.0.0.1:{FreePort()}", "--unsafe-no-fsync"));
        await StartServerAsync();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var process in started.Append(server).OfType<Process>().Reverse())
            await KillAsync(process);
        authority.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    /// <summary>The API server ends as by a power cut; etcd goes on.</summary>
    public Task KillServerAsync() => KillAsync(server!);

    public async Task StartServerAsync()
    {
        server = Start(
            "kube-apiserver", await KubernetesPrograms.FindAsync("kube-apiserver"),
            "--etcd-servers", $"http://127.0.0.1:{etcdPort}", "--secure-port", $"{port}", "--bind-address", "127.0.0.1", "--endpoint-reconciler-type", "none",
            "--service-cluster-ip-range", "10.96.0.0/16", "--authorization-mode", "Node,RBAC", "--allow-privileged", "--client-ca-file", $"{folder}/ca.crt",
            "--tls-cert-file", $"{folder}/server.crt", "--tls-private-key-file", $"{folder}/server.key",
            "--kubelet-client-certificate", $"{folder}/kubelet-client.crt", "--kubelet-client-key", $"{folder}/kubelet-client.key", "--kubelet-preferred-address-types", "InternalIP",
            "--service-account-key-file", $"{folder}/accounts.key", "--service-account-signing-key-file", $"{folder}/accounts.key", "--service-account-issuer", "https://kubernetes",
            "--disable-admission-plugins", "ServiceAccount,TaintNodesByCondition");
        using var api = Open();
        await Eventually.BecomesAsync(
            "the API server is ready", StartLimit, async token => await Running(api).TryGetAsync<k8s.Models.V1Namespace>("/api/v1/namespaces/kube-system", token), found => found is not null,
            TestContext.Current.CancellationToken, TimeSpan.FromMilliseconds(200));
        using var nobody = Open(KubeconfigOf("CN=nobody"));
        await Eventually.BecomesAsync(
            "whoever is known may ask the version", StartLimit, token => MayAskAsync(Running(nobody), token), may => may,
            TestContext.Current.CancellationToken, TimeSpan.FromMilliseconds(200));
    }

    /// <summary>The API server answers its administrators seconds before it has made the roles that everybody has.</summary>
    private static async Task<bool> MayAskAsync(IKubernetesApi api, CancellationToken cancellationToken)
    {
        try
        {
            await api.GetAsync<k8s.Models.VersionInfo>("/version", cancellationToken);
            return true;
        }
        catch (KubernetesRefusedException refused) when (refused.IsForbidden)
        {
            return false;
        }
    }

    /// <param name="name"><c>kube-controller-manager</c> or <c>kube-scheduler</c>.</param>
    public async Task<IAsyncDisposable> StartAsync(string name, params string[] arguments)
    {
        var process = Start(
            name, await KubernetesPrograms.FindAsync(name), [.. new[] { "--kubeconfig", $"{folder}/admin.conf", "--leader-elect=false", "--port=0", $"--secure-port={FreePort()}", "--bind-address=127.0.0.1", $"--cert-dir={folder}/{name}" }, .. arguments]);
        return new Ending(process);
    }

    /// <summary>Ours, through a stream as a node's session gives one.</summary>
    internal IKubernetesApi Open(string? kubeconfig = null, TimeSpan? patience = null) => new KubernetesApi(
        KubernetesClientFactory.Open(Kubeconfig.Parse(kubeconfig ?? AdminKubeconfig, "of the test", DateTimeOffset.UtcNow), DialAsync), "the API server of the test", TimeProvider.System)
    {
        Patience = patience ?? TimeSpan.FromSeconds(30),
    };

    public async ValueTask<Stream> DialAsync(CancellationToken cancellationToken) => await Dial.OnceAsync(new IPEndPoint(IPAddress.Loopback, port), cancellationToken);

    public string KubeconfigOf(string subject)
    {
        using var client = authority.Client(subject);
        return authority.Kubeconfig(Address, client);
    }

    /// <summary>The last lines that a program wrote, for a test that wants to know why.</summary>
    public string LogOf(string name) => string.Join('\n', File.ReadLines($"{folder}/{name}.log").TakeLast(20));

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <exception cref="NotSupportedException">One of the programs came to its end: waiting for an answer has none.</exception>
    private IKubernetesApi Running(IKubernetesApi api) => started.Append(server).OfType<Process>().Any(process => process.HasExited)
        ? throw new NotSupportedException($"etcd or the API server ended:\n{LogOf("etcd")}\n{LogOf("kube-apiserver")}")
        : api;

    private Process Start(string name, string program, params IEnumerable<string> arguments)
    {
        // The shell hands its log's file on and becomes the program: nothing has to read along.
        var process = Process.Start(new ProcessStartInfo("sh", ["-c", "log=$1; shift; exec \"$@\" >>\"$log\" 2>&1", "sh", $"{folder}/{name}.log", program, .. arguments]))!;
        return process;
    }

    private static async Task KillAsync(Process process)
    {
        if (!process.HasExited)
            process.Kill();
        await process.WaitForExitAsync();
    }

    private void Write(string name, X509Certificate2 certificate)
    {
        using (certificate)
        {
            Write($"{name}.crt", certificate.ExportCertificatePem());
            Write($"{name}.key", TestAuthority.KeyPem(certificate));
        }
    }

    private void Write(string name, string text) => File.WriteAllText(Path.Combine(folder, name), text);

    private sealed class Ending(Process process) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync() => await KillAsync(process);
    }
}

[CollectionDefinition(Name)]
public sealed class ApiServerTests : ICollectionFixture<ApiServer>
{
    public const string Name = "a real API server";
}
