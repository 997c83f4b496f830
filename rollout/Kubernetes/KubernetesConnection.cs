using Fridge.Model;
using Fridge.Nodes;
using Fridge.Rollout.Kubernetes.Api;
using k8s;

namespace Fridge.Rollout.Kubernetes;

/// <summary>The way to a cluster's API server, opened when something is asked and kept.</summary>
internal sealed class KubernetesConnection(INodeSessions sessions, Cluster cluster, KubernetesAccess access, TimeProvider time) : IDisposable
{
    public const string Loopback = "127.0.0.1";

    private readonly SemaphoreSlim once = new(1, 1);
    private IKubernetesApi? api;
    private KubernetesVersion version;

    /// <summary>The first control-plane node.</summary>
    public string Node => cluster.Managers.First().Name;

    private string Where => access.IsAdopted ? $"The API server of {access.Kubeconfig}" : $"The API server on {Node}";

    /// <exception cref="KubernetesUnavailableException">There is no Kubernetes yet, or it doesn't answer.</exception>
    /// <exception cref="Tooling.FridgeException">Wrong use: its kubeconfig can't be used, or it is older or newer than Fridge knows.</exception>
    public Task<IKubernetesApi> OpenAsync(CancellationToken cancellationToken) => OpenAsync(isPatient: true, cancellationToken);

    /// <summary>The API server's own word; it is asked once.</summary>
    /// <inheritdoc cref="OpenAsync(CancellationToken)"/>
    public async Task<KubernetesVersion> VersionAsync(CancellationToken cancellationToken)
    {
        await OpenAtOnceAsync(cancellationToken);
        return version;
    }

    /// <summary>As <see cref="OpenAsync(CancellationToken)"/>, where it need not be there yet: it is asked once.</summary>
    public Task<IKubernetesApi> OpenAtOnceAsync(CancellationToken cancellationToken) => OpenAsync(isPatient: false, cancellationToken);

    public void Dispose()
    {
        api?.Dispose();
        once.Dispose();
    }

    private async Task<IKubernetesApi> OpenAsync(bool isPatient, CancellationToken cancellationToken)
    {
        await once.WaitAsync(cancellationToken);
        try
        {
            return api ??= await ConnectAsync(isPatient, cancellationToken);
        }
        finally
        {
            once.Release();
        }
    }

    private async Task<IKubernetesApi> ConnectAsync(bool isPatient, CancellationToken cancellationToken)
    {
        var configuration = access.Kubeconfig is { } file ? Kubeconfig.Load(file, time.GetUtcNow()) : await OfNodeAsync(cancellationToken);
        var opened = new KubernetesApi(KubernetesClientFactory.Open(configuration, access.IsAdopted ? null : DialAsync), Where, time);
        try
        {
            version = await ServerVersion.CheckAsync(opened, Where, isPatient, cancellationToken);
            return opened;
        }
        catch
        {
            opened.Dispose();
            throw;
        }
    }

    /// <summary>Root's own file there: a colleague's clone needs none, and none is old.</summary>
    private async Task<KubernetesClientConfiguration> OfNodeAsync(CancellationToken cancellationToken)
    {
        var session = await sessions.OpenAsync(Node, cancellationToken);
        var text = await session.TryExecAsync(new RemoteCommand("cat", access.NodeKubeconfig) { AsRoot = true }, cancellationToken);
        return text.ExitStatus == 0
            ? Kubeconfig.Parse(text.StandardOutput, $"{access.NodeKubeconfig} of {Node}", time.GetUtcNow())
            : throw KubernetesUnavailableException.NotFormed(cluster.Name, Node, access.NodeKubeconfig);
    }

    private async ValueTask<Stream> DialAsync(CancellationToken cancellationToken) =>
        await (await sessions.OpenAsync(Node, cancellationToken)).Transport.DialAsync(Loopback, KubernetesClientFactory.Port, cancellationToken);
}
