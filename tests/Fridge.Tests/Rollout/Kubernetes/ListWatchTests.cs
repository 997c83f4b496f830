using System.Threading.Channels;
using Fridge.Rollout.Kubernetes.Api;
using Fridge.Rollout.Kubernetes.Apply;
using Fridge.Testing;
using Fridge.Tests.Rollout.Kubernetes.Fixtures;
using k8s.Models;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Rollout.Kubernetes;

[Trait("Suite", "ci")]
[Collection(ApiServerTests.Name)]
public sealed class ListWatchTests(ApiServer server)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>After its restart an API server no longer knows the last version: what it says then is hidden by the package, and whoever goes on from there hears nothing more.</summary>
    [Fact]
    public async Task A_watch_goes_on_after_the_API_server_was_killed_and_is_back()
    {
        using var api = server.Open(patience: TimeSpan.FromMinutes(3));
        var space = await TestNamespace.MakeAsync(api, Token);
        var apply = new ServerSideApply(api, new Discovery(api), space, force: false);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var seen = Channel.CreateUnbounded<string>();
        var watching = WatchAsync(api, space, seen.Writer, end.Token);

        await apply.ApplyAsync(TestNamespace.ConfigMap("before", ("x", "1")), Token);
        await SeesAsync(seen.Reader, "before");
        await server.KillServerAsync();
        await server.StartServerAsync();
        await apply.ApplyAsync(TestNamespace.ConfigMap("after", ("x", "1")), Token);
        await SeesAsync(seen.Reader, "after,before");
        await api.DeleteAsync($"/api/v1/namespaces/{space}/configmaps/before", (await ObjectName.ListAsync(api, $"/api/v1/namespaces/{space}/configmaps", null, Token)).Single(map => map.Name == "before").Uid, Token);
        await SeesAsync(seen.Reader, "after");

        await end.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => watching);
    }

    private static async Task WatchAsync(IKubernetesApi api, string space, ChannelWriter<string> seen, CancellationToken cancellationToken)
    {
        var watch = new ListWatch<V1ConfigMap, V1ConfigMapList>(api, $"/api/v1/namespaces/{space}/configmaps", TimeProvider.System);
        await foreach (var maps in watch.SnapshotsAsync(list => list.Items, cancellationToken))
            await seen.WriteAsync(string.Join(',', maps.Select(map => map.Metadata.Name).Where(name => name != "kube-root-ca.crt")), cancellationToken);
    }

    private static async Task SeesAsync(ChannelReader<string> seen, string expected)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Token);
        limit.CancelAfter(Eventually.Limit * 3);
        await foreach (var names in seen.ReadAllAsync(limit.Token))
        {
            if (names == expected)
                return;
        }

        throw new ShouldAssertException($"'{expected}' was not seen");
    }
}
