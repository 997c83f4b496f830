using Fridge.Model;
using Fridge.Tests.Model;
using Fridge.Tests.Support;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Manifests;

/// <summary>Every ready cluster file on both orchestrators, as a person reads it.</summary>
public sealed class ReadyRenderingsTests
{
    [Theory]
    [MemberData(nameof(ReadyClusterTests.AllFiles), MemberType = typeof(ReadyClusterTests))]
    public async Task OnSwarm_IsTheGoldenStack(string file)
    {
        var cluster = ReadyClusters.Load(file).As(Orchestrator.Swarm);

        ReadyClusters.Text(ReadyClusters.Swarm, await ReadyClusters.RenderAsync(ReadyClusters.Swarm, cluster)).ShouldMatchFile($"Golden/clusters/{Path.GetFileNameWithoutExtension(file)}.swarm.txt");
    }

    [Theory]
    [MemberData(nameof(ReadyClusterTests.AllFiles), MemberType = typeof(ReadyClusterTests))]
    public async Task OnKubernetes_IsTheGoldenRendering(string file)
    {
        var cluster = ReadyClusters.Load(file).OnKubernetes();

        ReadyClusters.Text(ReadyClusters.Kubernetes, await ReadyClusters.RenderAsync(ReadyClusters.Kubernetes, cluster)).ShouldMatchFile($"Golden/clusters/{Path.GetFileNameWithoutExtension(file)}.kubernetes.txt");
    }

    [Fact]
    public async Task OnKubernetes_Twice_GivesTheSameBytes()
    {
        var cluster = ReadyClusters.Load("virtual.yaml").OnKubernetes();

        var (first, second) = (await ReadyClusters.RenderAsync(ReadyClusters.Kubernetes, cluster), await ReadyClusters.RenderAsync(ReadyClusters.Kubernetes, cluster));

        ReadyClusters.Text(ReadyClusters.Kubernetes, first).ShouldBe(ReadyClusters.Text(ReadyClusters.Kubernetes, second));
    }
}
