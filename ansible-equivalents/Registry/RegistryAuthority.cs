using Fridge.Model;
using Fridge.Nodes;
using Fridge.Nodes.Locks;
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

    public async Task ApplyAsync(ClusterView cluster, IReadOnlyList<Change> changes, ILockHandle held, CancellationToken cancellationToken)
    {
        foreach (var change in changes)
        {
            var session = await sessions.OpenAsync(change.Node, cancellationToken);
            await held.ChangeAsync(token => session.ScriptAsync(Script(RegistryCertificates.Create(time, redactor)), asRoot: true, token), cancellationToken);
        }
    }

    /// <summary>One that is whole stays: the facts say that there is none, and the lock is held since. What else is there goes aside, nothing is deleted.</summary>
    internal static ShellText Script(RegistryCertificates certificates) => Whole($$"""
          set -eu
          {{NodeFiles.Shell}}
          at={{RegistryPlace.Folder}}
          umask 077
          rm -rf "$at.new"
          folder "${at%/*}"
          mkdir -p "$at.new/tls"
          put "$at.new/ca.crt" 0600 {{certificates.CaPem}}
          put "$at.new/ca.key" 0600 {{certificates.CaKey}}
          put "$at.new/tls/tls.crt" 0600 {{certificates.CertificatePem}}
          put "$at.new/tls/tls.key" 0600 {{certificates.Key}}
          flush "$at.new"
          if [ -e "$at" ]; then mv -T "$at" "$at.aside.$(date +%s)"; fi
          mv -T "$at.new" "$at"
          flush "${at%/*}"
        """);

    private static ShellText Whole(ShellText script) => script;
}
