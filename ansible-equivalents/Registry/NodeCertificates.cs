using Fridge.Nodes;
using Fridge.Nodes.Locks;
using Fridge.Provisioning.Changes;
using Fridge.Provisioning.Facts;
using Fridge.Provisioning.Stages;
using Fridge.Registry.Certificates;
using Fridge.Registry.Running;
using Fridge.Tooling.Processes;

namespace Fridge.Provisioning.Registry;

/// <param name="Folder">Where the node's engine looks for what the registry asks of it.</param>
public sealed record MakeNodeCertificate(string Source, string Node, string Folder)
    : Change(Source, Node, $"make its certificate for the registry, {Folder}/client.cert", "");

/// <summary>Signs nodes' certificates with the CA's key, which it reads on the manager, and hands them over through standard input: a key is on no argv and in no payload.</summary>
internal sealed class NodeCertificates(INodeSessions sessions, TimeProvider time, Redactor redactor) : IStageExecutor
{
    public async Task ApplyAsync(ClusterView cluster, IReadOnlyList<Change> changes, ILockHandle held, CancellationToken cancellationToken)
    {
        var manager = await sessions.OpenAsync(cluster.FirstManager.Name, cancellationToken);
        var authority = await StoredPair.AuthorityAsync(manager, redactor, cancellationToken);
        await FanOut.Short.RunAsync(changes.Cast<MakeNodeCertificate>(), async (change, token) =>
        {
            var session = await sessions.OpenAsync(change.Node, token);
            var script = Script(change.Folder, authority.ForNode(change.Node, time, redactor));
            await held.ChangeAsync(until => session.ScriptAsync(script, asRoot: true, until), token);
        }, cancellationToken);
    }

    /// <summary>The key before the certificate, which says whose it is. One that others could read is closed before anything new is in it.</summary>
    internal static ShellText Script(string folder, CertificatePair pair) => ShellText.Of($$"""
          set -eu
          {{NodeFiles.Shell}}
          at={{folder}}
          if [ -e "$at/client.key" ]; then chown "$(id -u):$(id -g)" "$at/client.key"; chmod 0600 "$at/client.key"; fi
          put "$at/client.key" 0600 {{pair.Key}}
          put "$at/client.cert" 0644 {{pair.Certificate}}
        """);
}
