using System.Collections.Immutable;
using Fridge.Model;
using Fridge.Tooling;

namespace Fridge.Virtual;

/// <summary>Files of a Pi whose containers may ask for more than this machine gives, as a kubelet's do: a runtime that leaves that out.</summary>
internal static class PiRuntime
{
    private const string Program = "/usr/local/sbin/runc-score";

    private static readonly ImmutableArray<PiFile> OfKubernetes =
    [
        new(Program, EmbeddedText.Read(typeof(PiRuntime), "runc-score.sh"), Runs: true),
        new("/etc/docker/daemon.json", $$$"""
            {
              "default-runtime": "runc-score",
              "runtimes": {"runc-score": {"path": "{{{Program}}}"}}
            }

            """.ReplaceLineEndings("\n")),
    ];

    public static ImmutableArray<PiFile> FilesFor(Cluster cluster) => cluster.Kubernetes is null ? [] : OfKubernetes;
}
