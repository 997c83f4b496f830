using System.Collections.Immutable;
using Docker.DotNet;
using Docker.DotNet.Models;
using Fridge.Model;
using Fridge.Nodes.Locks;
using Fridge.Registry.Collection;
using Fridge.Tooling.Engines;
using Fridge.Tooling.Processes;

namespace Fridge.Registry.Running;

/// <summary>
/// Takes manifests out of the registry and frees the disk of what no manifest names any more. The one that writes is stopped for that moment: while
/// it runs it could take a blob for present that the collection is about to remove. The one that nodes read from goes on. All of it is one script under
/// the cluster's lock, which starts the registry again whatever becomes of this machine.
/// </summary>
internal sealed class RegistryCollector(IDockerClient engine)
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(10);

    /// <summary>It runs in place of the writing one, and marks what it keeps in memory.</summary>
    private static readonly MemorySize CollectorMemory = MemorySize.Mebibytes(64);

    /// <summary>To stop and to start it, on a slow card.</summary>
    private static readonly TimeSpan Around = TimeSpan.FromMinutes(5);

    private static readonly ShellText Functions = ShellText.Trusted(EmbeddedText.Read(typeof(RegistryCollector), "collect.sh"));

    /// <summary>The writing container as it would collect: same image, same volume, no network, no restart.</summary>
    internal static CreateContainerParameters Container(CreateContainerParameters registry) => new()
    {
        Name = $"{registry.Name}-collect",
        Image = registry.Image,
        Platform = registry.Platform,
        Labels = registry.Labels,
        Cmd = ["garbage-collect", "--delete-untagged", "/etc/docker/registry/write.yml"],
        HostConfig = new HostConfig
        {
            Binds = registry.HostConfig!.Binds,
            NetworkMode = "none",
            Memory = CollectorMemory.Bytes,
            ReadonlyRootfs = true,
            CapDrop = registry.HostConfig.CapDrop,
            SecurityOpt = registry.HostConfig.SecurityOpt,
        },
    };

    /// <param name="registry">The writing one, as it was created.</param>
    /// <param name="gone">The manifests that leave it.</param>
    /// <exception cref="FridgeException">The collection failed: what services use is untouched.</exception>
    /// <exception cref="LockLostException">Nothing was begun.</exception>
    public async Task CollectAsync(CreateContainerParameters registry, ImmutableArray<StoredManifest> gone, ILockHandle held, CancellationToken cancellationToken)
    {
        var collector = Container(registry);
        try
        {
            await held.ChangeAsync(token => PrepareAsync(collector, token), cancellationToken);
        }
        catch (DockerApiException refusal)
        {
            throw Failed($"the engine refused it: {EngineRefusal.Words(refusal)}", [], refusal);
        }

        var end = await held.RunAsync(Script(registry.Name!, collector.Name!, gone), Limit + Around, cancellationToken);
        if (end.ExitStatus != 0)
            throw Failed($"its script ended with {end.ExitStatus}", LastLines.Of(end.StandardOutput), inner: null);
    }

    /// <param name="data">Of the registry, which is stopped.</param>
    internal static ShellText Forget(ShellText data, IEnumerable<StoredManifest> gone)
    {
        ShellText script = $"{Functions}";
        foreach (var manifest in gone)
            script = Then(script, $"forget {data} {manifest.Repository} {manifest.Digest}\n");
        return script;
    }

    private static ShellText Script(string registry, string collector, IEnumerable<StoredManifest> gone) => Then(
        Then($"{Functions}\nset -e\ndata=$(data_of {registry})\n[ -n \"$data\" ]\naway {registry} {collector}\n", Forget(ShellText.Trusted("\"$data\""), gone)),
        $"collect {(long)Limit.TotalSeconds}\n");

    private static ShellText Then(ShellText first, ShellText second) => $"{first}{second}";

    /// <summary>What a collection that was killed may have left goes first.</summary>
    private async Task PrepareAsync(CreateContainerParameters collector, CancellationToken cancellationToken)
    {
        await RegistryContainers.RemoveAsync(engine, collector.Name!, cancellationToken);
        await engine.Containers.CreateContainerAsync(collector, cancellationToken);
    }

    private static FridgeException Failed(string why, IReadOnlyList<string> evidence, Exception? inner) => new(
        $"The registry's disk could not be freed: {why}.",
        "What services use is untouched. Is the disk of the first manager full or read-only? The next rollout that replaces an image tries again.",
        inner: inner)
    {
        Evidence = evidence,
    };
}
