using Fridge.Model;
using Fridge.Nodes;
using Fridge.Provisioning.Changes;
using Fridge.Provisioning.Facts;
using Fridge.Provisioning.Stages;
using Fridge.Registry.Certificates;
using Fridge.Registry.Running;
using Fridge.Tooling.Processes;

namespace Fridge.Provisioning.Registry;

/// <param name="Manager">The node that keeps the CA, so that a colleague's clone finds it.</param>
public sealed record MakeAuthority(string Manager)
    : Change("registry trust", Manager, $"make the registry's CA and certificate in {RegistryPlace.Folder}", "");

/// <summary>Makes the CA here and hands it to the manager through standard input; its key is on no argv and in no payload.</summary>
internal sealed class RegistryAuthority(INodeSessions sessions, TimeProvider time, Redactor redactor) : IStageExecutor
{
    public static IEnumerable<Finding> Examine(ClusterView cluster)
    {
        var manager = cluster[cluster.FirstManager];
        if (manager.Read(RegistryFacts.Authority) is null) yield return new MakeAuthority(manager.Name);
    }

    public async Task ApplyAsync(ClusterView cluster, IReadOnlyList<Change> changes, CancellationToken cancellationToken)
    {
        foreach (var change in changes)
        {
            var session = await sessions.OpenAsync(change.Node, cancellationToken);
            await session.ScriptAsync(Script(RegistryCertificates.Create(time, redactor)), asRoot: true, cancellationToken);
        }
    }

    /// <summary>A CA that is there already stays.</summary>
    private static ShellText Script(RegistryCertificates certificates) => Whole($$"""
          set -eu
          folder={{RegistryPlace.Folder}}
          mkdir -p {{WellKnown.NodeState}}
          if [ -e "$folder/ca.crt" ]; then return 0; fi
          umask 077
          rm -rf "$folder.new"
          mkdir -p "$folder.new/tls"
          printf %s {{certificates.CaPem}} >"$folder.new/ca.crt"
          printf %s {{certificates.CaKey}} >"$folder.new/ca.key"
          printf %s {{certificates.CertificatePem}} >"$folder.new/tls/tls.crt"
          printf %s {{certificates.Key}} >"$folder.new/tls/tls.key"
          mv -T "$folder.new" "$folder"
        """);

    private static ShellText Whole(ShellText script) => script;
}
