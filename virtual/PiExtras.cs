using System.Collections.Immutable;
using Fridge.Model;
using Fridge.Tooling;

namespace Fridge.Virtual;

/// <summary>What a Pi has beside what every Pi has, by what is to run on it.</summary>
/// <param name="Keeps">Folders that outlive the Pi's container, as its engine's disk does.</param>
/// <param name="Files">Laid down before its first boot.</param>
internal sealed record PiExtras(ImmutableArray<string> Keeps, ImmutableArray<PiFile> Files)
{
    private const string Runtime = "/usr/local/sbin/runc-score";

    public static readonly PiExtras None = new([], []);

    /// <summary>A kubelet wants file systems that are no container's layer, and a runtime that asks for no more than this machine gives.</summary>
    private static readonly PiExtras OfKubernetes = new(
        ["/etc/kubernetes", "/var/lib/etcd", "/var/lib/kubelet"],
        [
            new(Runtime, EmbeddedText.Read(typeof(PiExtras), "runc-score.sh"), Runs: true),
            new("/etc/docker/daemon.json", $$$"""
                {
                  "default-runtime": "runc-score",
                  "runtimes": {"runc-score": {"path": "{{{Runtime}}}"}}
                }

                """.ReplaceLineEndings("\n")),
        ]);

    public static PiExtras Of(Cluster cluster) => cluster.Kubernetes is null ? None : OfKubernetes;
}
