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

    /// <summary>With the kubelet's interface off, as Docker's own package has it; the rest is a person's setting, which Provision keeps.</summary>
    private static readonly PiFile OfContainerd = new("/etc/containerd/config.toml", $"""
        version = 2
        disabled_plugins = ["io.containerd.grpc.v1.cri"]
        [plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc]
        runtime_type = "io.containerd.runc.v2"
        [plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc.options]
        BinaryName = "{Program}"

        """.ReplaceLineEndings("\n"));

    public static ImmutableArray<PiFile> FilesFor(Cluster cluster) =>
        cluster.Kubernetes is null ? [] : cluster.HasContainerd ? [.. OfKubernetes, OfContainerd] : OfKubernetes;
}
