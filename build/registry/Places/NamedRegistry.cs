using System.Collections.Immutable;
using Fridge.Model;
using Fridge.Nodes.Locks;
using Fridge.Registry.Collection;
using Fridge.Registry.Distribution;
using Fridge.Registry.Logins;
using Fridge.Registry.Outside;
using Fridge.Registry.Pushing;

namespace Fridge.Registry.Places;

/// <summary>A registry that the cluster file names: it runs already, and what else lies there is somebody else's.</summary>
/// <param name="registry">As the names of images begin in the cluster's specs.</param>
/// <param name="platforms">Those of the nodes that pull.</param>
public sealed class NamedRegistry(OutsideRegistries registries, RegistryAddress registry, ImmutableHashSet<NodeArchitecture> platforms, IReport report) : IImagePlace
{
    public string? Start => null;

    public bool IsCollected => false;

    /// <summary>Asks it something, so that a wrong name or password shows before anything is built or sent.</summary>
    /// <exception cref="FridgeException">Wrong use: it is no registry, or doesn't let us in. Else: it doesn't answer.</exception>
    public async Task DemandAsync(CancellationToken cancellationToken)
    {
        const string Next = "The cluster file has its address and credentials under registry:; without credentials, docker login's are used.";
        try
        {
            using var client = await registries.OpenAsync(registry, cancellationToken);
            if (!await client.IsUpAsync(cancellationToken))
                throw new FridgeException($"{registry.Host} doesn't answer as a registry.", Next, wrongUse: true);
        }
        catch (FridgeException refused) when (refused is not RegistryUnreachableException && !refused.WrongUse)
        {
            throw new FridgeException(refused.Message, Next, wrongUse: true, refused);
        }
    }

    public Task<bool> StartAsync(ILockHandle held, CancellationToken cancellationToken) => Task.FromResult(false);

    public async Task<PushPlan> PlanAsync(ImageSet images, CancellationToken cancellationToken)
    {
        using var client = await registries.OpenAsync(registry, cancellationToken);
        var candidates = PushPlan.Candidates(platforms.Contains, images);
        var isThere = await Task.WhenAll(candidates.Select(candidate => client.HasManifestAsync(RepositoryOf(candidate.Image.Name), candidate.Platform.ManifestDigest, cancellationToken)));
        return new PushPlan([.. candidates.Where((_, at) => !isThere[at])]);
    }

    public PushPlan PlanForNothing(ImageSet images) => new(PushPlan.Candidates(platforms.Contains, images));

    public async Task PushAsync(PushPlan plan, ILockHandle held, CancellationToken cancellationToken)
    {
        using var client = await registries.OpenAsync(registry, cancellationToken);
        var push = new OciPush(client);
        ImmutableArray<string> pushed = [];
        foreach (var image in plan.Missing.GroupBy(missing => missing.Image.Name))
        {
            var one = new OciPushPlan
            {
                Layout = image.First().Layout(),
                Repository = RepositoryOf(image.Key),
                Platforms = [.. image.Select(missing => missing.Platform.Architecture.OciPlatform())],
                // Not every registry tells what it has, so blobs are taken over from what this run has brought.
                MountFrom = pushed,
                IndexTag = PushPlan.IndexTag(platforms.Contains, image.First().Image),
            };
            await held.ChangeAsync(token => push.RunAsync(one, report, token), cancellationToken);
            pushed = pushed.Add(one.Repository);
        }
    }

    public Task<CollectionPlan> PlanCollectionAsync(IEnumerable<string> used, CancellationToken cancellationToken) => Task.FromResult(CollectionPlan.Nothing);

    public Task CollectAsync(CollectionPlan plan, ILockHandle held, CancellationToken cancellationToken) => Task.CompletedTask;

    private string RepositoryOf(string image) => registry.Path.Length == 0 ? image : $"{registry.Path}/{image}";
}
