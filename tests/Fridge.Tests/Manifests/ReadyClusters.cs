using Fridge.Manifests;
using Fridge.Manifests.Kubernetes;
using Fridge.Manifests.Swarm;
using Fridge.Model;
using Fridge.Tests.Support;
using Xunit;

namespace Fridge.Tests.Manifests;

/// <summary>The files in <c>clusters/</c> as each orchestrator would run them, with images that aren't built.</summary>
internal static class ReadyClusters
{
    public static readonly SwarmRendering Swarm = new();
    public static readonly KubernetesRendering Kubernetes = new();

    public static Cluster Load(string file) => ClusterFile.Load(Checkout.File("clusters", file), Checkout.Root, $"clusters/{file}").Cluster;

    /// <summary>Of a release line of Kubernetes; what kubeadm can't do on 32 bits, k3s does.</summary>
    public static Cluster OnKubernetes(this Cluster cluster, int minor = 26)
    {
        var twin = cluster.As(minor > 26 || cluster.Orchestrator == Orchestrator.K3s ? Orchestrator.K3s : Orchestrator.Kubeadm);
        return twin with { Kubernetes = twin.Kubernetes! with { Version = new(minor, 2) } };
    }

    /// <summary>Whether it fits the boards is the memory plan's to say, not the manifests'.</summary>
    public static async Task<RenderedRelease> RenderAsync(IRendering rendering, Cluster cluster) => rendering.Rehearse(
        await TemplateSet.ReadAsync(Checkout.Root, rendering.TemplateFolder, cluster.Name, TestContext.Current.CancellationToken), cluster, MemoryPlanner.Calculate(cluster));

    public static string Text(IRendering rendering, RenderedRelease release) =>
        string.Concat(rendering.Documents(release).Select(document => $"--- {document.Path}\n{document.Text}"))
        + string.Concat(release.Files.Select(file => $"--- {file.Name} ({file.File})\n{file.Content}"));
}
