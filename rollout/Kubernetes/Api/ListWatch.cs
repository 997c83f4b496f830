using System.Collections.Immutable;
using System.Net;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json.Nodes;
using k8s;
using k8s.Models;

namespace Fridge.Rollout.Kubernetes.Api;

/// <summary>
/// What a list holds, and again with each change. A watch that ends as it should goes on from its last version; after any other end (an API server
/// that was restarted, a version that is no longer known) the list is read anew.
/// </summary>
/// <param name="path">Of the list, with its selector.</param>
internal sealed class ListWatch<T, TList>(IKubernetesApi api, string path, TimeProvider time)
    where T : class, IKubernetesObject<V1ObjectMeta>
    where TList : class, IKubernetesObject<V1ListMeta>
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(0.5);

    private char Join => path.Contains('?') ? '&' : '?';

    /// <summary>Until it is cancelled.</summary>
    public async IAsyncEnumerable<ImmutableArray<T>> SnapshotsAsync(Func<TList, IEnumerable<T>> items, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        while (true)
        {
            var list = await api.GetAsync<TList>(path, cancellationToken);
            var known = items(list).ToImmutableSortedDictionary(item => item.Metadata.Name, item => item);
            yield return [.. known.Values];
            var version = list.Metadata.ResourceVersion;
            while (version is not null)
            {
                var seen = version;
                version = null;
                await foreach (var change in ChangesAsync(seen, cancellationToken))
                {
                    if ((version = change.Version) is null)
                        break;
                    if (change.Item is null)
                        continue;
                    known = change.IsRemoval ? known.Remove(change.Item.Metadata.Name) : known.SetItem(change.Item.Metadata.Name, change.Item);
                    yield return [.. known.Values];
                }
            }

            await Task.Delay(Pause, time, cancellationToken);
        }
    }

    /// <summary>Ends when the API server ends it; then its last word is the version to go on from, or none where it isn't known.</summary>
    private async IAsyncEnumerable<Change> ChangesAsync(string version, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var stream = await TryOpenAsync(version, cancellationToken);
        using var reader = new StreamReader(stream, Encoding.UTF8);
        while (true)
        {
            var (line, isBroken) = await TryReadAsync(reader, cancellationToken);
            if (isBroken)
                yield return Change.Lost;
            if (line is null)
                break;
            var change = Change.Of(JsonNode.Parse(line)!.AsObject());
            yield return change;
            if (change.Version is null)
                yield break;
            version = change.Version;
        }

        yield return new Change(version, null, false);
    }

    private async Task<Stream> TryOpenAsync(string version, CancellationToken cancellationToken)
    {
        try
        {
            return await api.FollowAsync($"{path}{Join}watch=true&allowWatchBookmarks=true&resourceVersion={version}", cancellationToken);
        }
        catch (KubernetesRefusedException refusal) when (refusal.IsGone)
        {
            return new MemoryStream(Encoding.UTF8.GetBytes("""{"type": "ERROR"}"""));
        }
    }

    private static async Task<(string? Line, bool IsBroken)> TryReadAsync(StreamReader reader, CancellationToken cancellationToken)
    {
        try
        {
            return (await reader.ReadLineAsync(cancellationToken), false);
        }
        catch (Exception broken) when (broken is IOException or HttpRequestException or ProtocolViolationException)
        {
            return (null, true);
        }
    }

    /// <param name="Version">Null: list again.</param>
    private sealed record Change(string? Version, T? Item, bool IsRemoval)
    {
        public static readonly Change Lost = new(null, null, false);

        public static Change Of(JsonObject told)
        {
            if ((string?)told["type"] is "ERROR" or null || told["object"]?["metadata"]?["resourceVersion"] is not { } version)
                return Lost;
            return (string)told["type"]! == "BOOKMARK"
                ? new Change((string)version!, null, false)
                : new Change((string)version!, KubernetesJson.Deserialize<T>(told["object"]!.ToJsonString()), (string)told["type"]! == "DELETED");
        }
    }
}
