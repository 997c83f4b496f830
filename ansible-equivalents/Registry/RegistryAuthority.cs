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
    : Change("registry trust", Manager, $"make the registry's CA and certificates in {RegistryPlace.Folder}", "");

/// <summary>The CA stays, and so does every node's trust in it.</summary>
public sealed record MakeRegistryCertificates(string Manager)
    : Change("registry trust", Manager, $"make the registry's certificate, and the certificate that may write there, in {RegistryPlace.Folder}", "");

/// <summary>Makes certificates here and hands them to the manager through standard input; their keys are on no argv and in no payload.</summary>
internal sealed class RegistryAuthority(INodeSessions sessions, TimeProvider time, Redactor redactor) : IStageExecutor
{
    public static IEnumerable<Finding> Examine(ClusterView cluster)
    {
        var manager = cluster[cluster.FirstManager];
        if (cluster.Cluster.ImageSource is { } source)
        {
            if (RegistryFacts.SpecOf(manager) is not null)
                yield return new Remark("registry trust", manager.Name, $"the cluster's own registry still runs on {manager.Name}, and images go to {source.Url} now; if nobody needs that registry any more: sudo docker rm --force {RegistryPlace.Container} {RegistryPlace.WritingContainer}");
            yield break;
        }

        if (RegistryFacts.AuthorityOf(cluster) is not { } authority) yield return new MakeAuthority(manager.Name);
        else if (manager.Read(RegistryFacts.Certificates) is not { } found || !found.Hold(authority, manager.Readings.ReadAt)) yield return new MakeRegistryCertificates(manager.Name);
    }

    public async Task ApplyAsync(ClusterView cluster, IReadOnlyList<Change> changes, ILockHandle held, CancellationToken cancellationToken)
    {
        foreach (var change in changes)
        {
            var session = await sessions.OpenAsync(change.Node, cancellationToken);
            var script = change is MakeAuthority
                ? Script(RegistryCertificates.Create(time, redactor))
                : Renewal(RegistryCertificates.Of(await StoredPair.AuthorityAsync(session, redactor, cancellationToken), time, redactor));
            await held.ChangeAsync(token => session.ScriptAsync(script, asRoot: true, token), cancellationToken);
        }
    }

    /// <summary>One that is whole stays: the facts say that there is none, and the lock is held since. What else is there goes aside, nothing is deleted.</summary>
    internal static ShellText Script(RegistryCertificates certificates) => ShellText.Of($$"""
          set -eu
          {{NodeFiles.Shell}}
          at={{RegistryPlace.Folder}}
          umask 077
          rm -rf "$at.new"
          folder "${at%/*}"
          mkdir -p "$at.new"
          into=$at.new
          put "$into/ca.crt" 0600 {{certificates.CaPem}}
          put "$into/ca.key" 0600 {{certificates.Authority.Key}}
          {{Signed(certificates)}}
          flush "$at.new"
          if [ -e "$at" ]; then mv -T "$at" "$at.aside.$(date +%s)"; fi
          mv -T "$at.new" "$at"
          flush "${at%/*}"
        """);

    internal static ShellText Renewal(RegistryCertificates certificates) => ShellText.Of($$"""
          set -eu
          {{NodeFiles.Shell}}
          umask 077
          into={{RegistryPlace.Folder}}
          {{Signed(certificates)}}
        """);

    /// <summary>Each key before its certificate, which says whose it is.</summary>
    private static ShellText Signed(RegistryCertificates certificates) => ShellText.Of($$"""
          mkdir -p "$into/tls" "$into/readers" "$into/writers"
          put "$into/readers/clients.crt" 0600 {{certificates.CaPem}}
          put "$into/tls/tls.key" 0600 {{certificates.Server.Key}}
          put "$into/tls/tls.crt" 0600 {{certificates.Server.Certificate}}
          put "$into/writer.key" 0600 {{certificates.Writer.Key}}
          put "$into/writers/clients.crt" 0600 {{certificates.Writer.Certificate}}
        """);
}
