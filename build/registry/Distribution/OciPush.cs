using System.Collections.Immutable;
using Fridge.Registry.Oci;

namespace Fridge.Registry.Distribution;

/// <summary>What to push.</summary>
internal sealed record OciPushPlan
{
    public required OciLayout Layout { get; init; }

    public required string Repository { get; init; }

    /// <summary>Platforms, as <c>linux/arm/v7</c>; empty: all.</summary>
    public ImmutableArray<string> Platforms { get; init; } = [];

    /// <summary>Repositories of the same registry from which a blob is taken over instead of being sent.</summary>
    public ImmutableArray<string> MountFrom { get; init; } = [];

    /// <summary>Push the layout's index too, under this tag, and so all platforms, which it names; null: manifests alone, by the digest that services name.</summary>
    public string? IndexTag { get; init; }

    /// <summary>A name for the whole: the index, or the manifest where there is one platform; null: none.</summary>
    public string? Tag { get; init; }
}

/// <summary>What a push did.</summary>
internal sealed record OciPushResult(int BlobsSent, int BlobsThere, long BytesSent);

/// <summary>Pushes a layout; what the registry has isn't sent again, so that a push that was interrupted goes on.</summary>
internal sealed class OciPush(OciRegistryClient client)
{
    private const int AtOnce = 3;

    public async Task<OciPushResult> RunAsync(OciPushPlan plan, IReport report, CancellationToken cancellationToken)
    {
        OciManifest[] manifests = plan.Platforms.IsEmpty || plan.IndexTag is not null ? [.. plan.Layout.Manifests] : [.. plan.Platforms.Select(plan.Layout.For)];
        var blobs = manifests.SelectMany(manifest => manifest.Layers.Append(manifest.Config)).DistinctBy(blob => blob.Digest).ToArray();
        var sent = await SendBlobsAsync(plan, blobs, report, cancellationToken);
        foreach (var manifest in manifests)
            await PutAsync(plan, manifest.Descriptor, ContentTag.Of(manifest.Digest), cancellationToken);
        if (plan is { IndexTag: { } tag, Layout.Index: { } index })
            await PutAsync(plan, index, tag, cancellationToken);
        if (plan.Tag is { } name)
            await PutAsync(plan, plan.Layout.Index ?? plan.Layout.Manifests.Single().Descriptor, name, cancellationToken);
        return new OciPushResult(sent.Length, blobs.Length - sent.Length, sent.Sum(blob => blob.Size));
    }

    private async Task<ImmutableArray<OciDescriptor>> SendBlobsAsync(OciPushPlan plan, OciDescriptor[] blobs, IReport report, CancellationToken cancellationToken)
    {
        var sent = ImmutableArray.CreateBuilder<OciDescriptor>();
        var total = blobs.Sum(blob => blob.Size);
        using var progress = report.Begin($"Pushing {plan.Repository}", total);
        var done = new SharedCount(bytes => progress.Report(bytes, total));
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(blobs, parallel, async (blob, token) =>
        {
            if (await SendAsync(plan, blob, done, token))
            {
                lock (sent)
                    sent.Add(blob);
            }
            else
            {
                done.Add(blob.Size);
            }
        });
        return sent.ToImmutable();
    }

    /// <returns>False: the registry has it.</returns>
    private async Task<bool> SendAsync(OciPushPlan plan, OciDescriptor blob, SharedCount done, CancellationToken cancellationToken)
    {
        if (await client.HasBlobAsync(plan.Repository, blob.Digest, cancellationToken))
            return false;
        var (mounted, upload) = await MountAsync(plan, blob, cancellationToken);
        if (mounted)
            return false;
        await plan.Layout.CheckAsync(blob.Digest, cancellationToken);
        await new BlobUpload(client, plan.Repository, blob, () => plan.Layout.OpenBlob(blob.Digest), done.Add).RunAsync(upload, cancellationToken);
        return true;
    }

    /// <summary>Takes a blob over from the first repository that has it. One is asked before: a mount that fails leaves an upload behind.</summary>
    /// <returns>Whether that went well, else the upload that the registry began instead.</returns>
    private async Task<(bool Mounted, Uri? Upload)> MountAsync(OciPushPlan plan, OciDescriptor blob, CancellationToken cancellationToken)
    {
        foreach (var from in plan.MountFrom.Where(from => from != plan.Repository))
        {
            if (await client.HasBlobAsync(from, blob.Digest, cancellationToken))
                return await client.MountAsync(plan.Repository, blob.Digest, from, cancellationToken) is { } upload ? (false, upload) : (true, null);
        }

        return (false, null);
    }

    private async Task PutAsync(OciPushPlan plan, OciDescriptor manifest, string reference, CancellationToken cancellationToken)
    {
        if (reference == ContentTag.Of(manifest.Digest) && await client.HasManifestAsync(plan.Repository, reference, cancellationToken))
            return;
        await client.PutManifestAsync(plan.Repository, reference, manifest.MediaType, plan.Layout.ReadManifest(manifest), cancellationToken);
    }

    private sealed class SharedCount(Action<long> onChange)
    {
        private long value;

        public void Add(long more) => onChange(Interlocked.Add(ref value, more));
    }
}
