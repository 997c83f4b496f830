using Fridge.Manifests;
using Fridge.Manifests.Grammar;
using Fridge.Model;
using Fridge.Tests.Support;
using Xunit;

namespace Fridge.Tests.Manifests.Kubernetes;

internal static class KubernetesSamples
{
    public const string Override = "manifests/overrides/virtual/more.yaml";

    public static Cluster Virtual => Samples.Virtual.OnKubernetes();

    /// <param name="more">A person's own file; none where it is empty.</param>
    public static async Task<RenderedRelease> RenderAsync(Cluster cluster, string more = "", ClusterSecrets? secrets = null)
    {
        var templates = await TemplateSet.ReadAsync(Checkout.Root, ReadyClusters.Kubernetes.TemplateFolder, "none", TestContext.Current.CancellationToken);
        return ReadyClusters.Kubernetes.Render(With(templates, more), cluster, Samples.Plan, Samples.Images, secrets ?? ClusterSecrets.Unread(cluster));
    }

    private static TemplateSet With(TemplateSet templates, string more) => more.Length == 0 ? templates : templates with
    {
        Documents = templates.Documents.Add(new TemplateFile(Override, more)),
        Overrides = [Override],
    };
}
