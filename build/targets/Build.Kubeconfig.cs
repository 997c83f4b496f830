using Fridge.Engine;
using Fridge.Provisioning.Kubernetes;
using Fridge.Rollout.Kubernetes.Api;
using Fridge.Tooling;

namespace Fridge.Targets;

/// <summary>For people who have kubectl: Fridge itself asks nothing of this machine's kubeconfig.</summary>
public sealed partial class Build
{
    [Parameter("Put the cluster into the first file of KUBECONFIG, or ~/.kube/config, as the context fridge-NAME", For = [nameof(Kubeconfig)])]
    private bool Merge { get; init; }

    private Target Kubeconfig => _ => _
        .Description("Says where the cluster's kubeconfig is; --merge adds it to kubectl's own")
        .After([Provision, .. Deploying])
        .Plans(async (run, ct) =>
        {
            var own = OwnKubeconfig();
            if (!Merge)
                return Changes.Of(new KubeconfigWriting(own, null), true, "");
            var target = KubectlFile();
            var present = File.Exists(target) ? await File.ReadAllTextAsync(target, ct) : null;
            var merged = KubeconfigMerge.Merge(present, target, await File.ReadAllTextAsync(own.Path, ct), Cluster.Name);
            return Changes.Of(new KubeconfigWriting(KubeconfigFile.At(target), merged == present ? null : merged), merged == present, $"would write {target}");
        })
        .Applies(async (run, writing, ct) =>
        {
            if (writing.Text is { } text)
                await writing.File.WriteAsync(text, ct);
            run.Done(writing.Text is not null, $"{writing.File.Path} has the context {KubeconfigMerge.NameOf(Cluster.Name)}");
            run.AfterSummary(Merge
                ? $"kubectl --context {KubeconfigMerge.NameOf(Cluster.Name)} get nodes"
                : $"kubectl --kubeconfig {writing.File.Path} get nodes");
            run.AfterSummary("The API server answers only the nodes and flink.allowFrom: to use it from another machine, add that machine's address there.");
        });

    private KubeconfigFile OwnKubeconfig() => Orchestration.Kubeconfig switch
    {
        null when Adopting is { } adopting => throw new FridgeException(
            $"{Cluster.Name} is reached with your own kubeconfig, {adopting.Kubeconfig}.", $"kubectl --kubeconfig {adopting.Kubeconfig} get nodes", wrongUse: true),
        null => throw new FridgeException($"{Cluster.Name} has no kubeconfig: {Cluster.SourceFile} says orchestrator: {Cluster.Orchestrator.ToString().ToLowerInvariant()}.", "./build.sh Status shows what runs.", wrongUse: true),
        { Hash: null } own => throw new FridgeException($"The kubeconfig of {Cluster.Name} isn't on this machine ({own.Path}).", $"To bring it here: ./build.sh Provision --cluster {Cluster.SourceFile}"),
        var own => own,
    };

    /// <summary>As kubectl has it: what it changes goes to the first that is named.</summary>
    private static string KubectlFile()
    {
        var named = Environment.GetEnvironmentVariable("KUBECONFIG")?.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries).FirstOrDefault()
            ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".kube", "config");
        return File.Exists(named) ? File.ResolveLinkTarget(named, returnFinalTarget: true)?.FullName ?? named : named;
    }

    /// <param name="Text">Null: there is nothing to write.</param>
    private sealed record KubeconfigWriting(KubeconfigFile File, string? Text);
}
