using System.Collections.Immutable;
using Fridge.Images.Builds;
using Fridge.Nodes;
using Fridge.Nodes.Sources;
using Fridge.Tooling;
using Fridge.Tooling.Host;
using Fridge.Tooling.Processes;

namespace Fridge.Virtual;

/// <summary>Removes a virtual fridge, whichever clone made it: everything that bears the cluster's label, and this clone's keys.</summary>
internal sealed class VirtualDestroyer(string cluster, VirtualOwner owner, IProcessRunner processes, FridgePaths paths, TimeProvider time) : INodeRemoval
{
    /// <param name="withCache">Also the images that this engine made for itself (virtual Pis, builder).</param>
    /// <exception cref="FridgeException">Wrong use: this machine has docker, and no engine answers.</exception>
    public async Task<ImmutableArray<string>> FindAsync(HostFacts host, bool withCache, CancellationToken cancellationToken) =>
        [.. (await RemainsAsync(host, withCache, cancellationToken)).Lines];

    /// <inheritdoc cref="FindAsync"/>
    public async Task<RemovedNodes> RemoveAsync(HostFacts host, bool withCache, TakeLock takeLock, IReport report, CancellationToken cancellationToken)
    {
        using var only = await MachineLock.TakeAsync(cluster, time, report, cancellationToken);
        var remains = await RemainsAsync(host, withCache, cancellationToken);
        if (EngineOf(host) is { } engine)
        {
            var observed = await ObservedFridge.ReadAsync(engine, cluster, cancellationToken);
            owner.Check(cluster, observed.Pis);
            await using var sessions = new EngineSessions(processes, host.Docker, cluster);
            await using var locks = await PiLocks.TakeAsync(observed.Pis, sessions, takeLock, report, cancellationToken);
            await RemoveAsync(engine, remains, report, cancellationToken);
        }

        foreach (var key in remains.Keys)
            File.Delete(key);
        return new RemovedNodes([.. remains.Lines], [.. Stays(host, withCache, remains)]);
    }

    private async Task<VirtualRemains> RemainsAsync(HostFacts host, bool withCache, CancellationToken cancellationToken)
    {
        if (EngineOf(host) is not { } engine)
            return new VirtualRemains { Keys = Keys };

        var containers = await NamesAsync(engine, "container", cancellationToken);
        var images = withCache ? await ImagesAsync(engine, containers, cancellationToken) : [];
        return new VirtualRemains
        {
            Containers = containers,
            Volumes = await NamesAsync(engine, "volume", cancellationToken),
            Networks = await NamesAsync(engine, "network", cancellationToken),
            Images = [.. images.Where(image => !image.IsUsed).Select(image => image.Name)],
            UsedImages = [.. images.Where(image => image.IsUsed).Select(image => image.Name)],
            Keys = Keys,
        };
    }

    /// <returns>Null: this machine never had one, so it holds no virtual Pi.</returns>
    private PiEngine? EngineOf(HostFacts host) => host switch
    {
        { Engine: not null } => PiEngine.Of(host, processes),
        _ when !host.Programs.Contains("docker") && !host.Programs.Contains("dockerd") => null,
        _ => throw new FridgeException(
            host.EngineRefusesUser
                ? $"This machine's engine refuses {host.User}, so nothing can be removed from it. Nothing was removed."
                : "This machine has docker, but no engine answers, so nothing can be removed from it. Nothing was removed.",
            "Type: ./build.sh Host",
            wrongUse: true),
    };

    private async Task<ImmutableArray<string>> NamesAsync(PiEngine engine, string kind, CancellationToken cancellationToken)
    {
        string[] all = kind == "container" ? ["--all"] : [];
        return [.. await engine.LinesAsync(cancellationToken,
            [kind, "ls", .. all, "--filter", $"label={VirtualNames.Label(VirtualNames.ClusterLabel, cluster)}", "--format", kind == "container" ? "{{.Names}}" : "{{.Name}}"])];
    }

    /// <param name="own">Containers that are about to be removed: they use none.</param>
    private static async Task<ImmutableArray<(string Name, bool IsUsed)>> ImagesAsync(PiEngine engine, ImmutableArray<string> own, CancellationToken cancellationToken)
    {
        var images = ImmutableArray.CreateBuilder<(string, bool)>();
        // A builder image of before there was a label has the name that it has today.
        var labelled = await LocalAsync($"label={LocalImages.Label}");
        foreach (var image in labelled.Union(await LocalAsync($"reference={BuilderImage.LocalTag}")))
        {
            var users = await engine.LinesAsync(cancellationToken, "container", "ls", "--all", "--filter", $"ancestor={image}", "--format", "{{.Names}}");
            images.Add((image, users.Except(own).Any()));
        }

        return images.ToImmutable();

        Task<string[]> LocalAsync(string filter) =>
            engine.LinesAsync(cancellationToken, "image", "ls", "--filter", filter, "--format", "{{.Repository}}:{{.Tag}}");
    }

    private async Task RemoveAsync(PiEngine engine, VirtualRemains remains, IReport report, CancellationToken cancellationToken)
    {
        if (!remains.Containers.IsEmpty)
            await engine.RunAsync(cancellationToken, ["container", "rm", "--force", .. remains.Containers]);
        if (!remains.Volumes.IsEmpty)
            await engine.RunAsync(cancellationToken, ["volume", "rm", "--force", .. remains.Volumes]);
        if (!remains.Networks.IsEmpty)
            await engine.RunAsync(cancellationToken, ["network", "rm", .. remains.Networks]);
        if (!remains.Images.IsEmpty)
            await engine.RunAsync(cancellationToken, ["image", "rm", .. remains.Images]);
        await new LoopDevices(time).WaitUntilFreeAsync(report, cancellationToken);
    }

    private ImmutableArray<string> Keys =>
        [.. new[] { InState("id_ed25519"), InState("id_ed25519.pub"), InState("known_hosts"), InState("kubeconfig"), new KnownHosts(InState("known_hosts")).LockFile }.Where(File.Exists)];

    private string InState(string name) => Path.Combine(paths.StateOf(cluster), name);

    private IEnumerable<string> Stays(HostFacts host, bool withCache, VirtualRemains remains)
    {
        if (host.Engine is { } engine)
            yield return $"the engine ({engine.Version}) and the packages that were installed";
        if (!withCache && Directory.Exists(paths.Cache))
            yield return $"the cache: {paths.Cache}, and the images of virtual Pis and builder (--cache removes both)";
        if (!remains.UsedImages.IsEmpty)
            yield return $"images that other containers use: {string.Join(", ", remains.UsedImages)}";
        if (Directory.Exists(paths.StateOf(cluster)))
            yield return $"run logs: {paths.StateOf(cluster)}";
    }
}
