using System.IO.Compression;
using System.IO.Pipelines;
using Fridge.Model;
using Fridge.Nodes;
using Fridge.Nodes.Locks;
using Fridge.Provisioning.Changes;
using Fridge.Provisioning.Facts;
using Fridge.Provisioning.Stages;

namespace Fridge.Provisioning.Kubernetes;

/// <summary>Sends programs through the sessions, since nodes may reach nobody else; what a node has already isn't sent again. Then the node unpacks them.</summary>
internal sealed class ProgramsExecutor(INodeSessions sessions, IReport report, KubernetesPrograms programs, KubernetesLayout layout, IStageExecutor shell) : IStageExecutor
{
    /// <summary>For one file over a poor Wi-Fi.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(30);

    public async Task ApplyAsync(ClusterView cluster, IReadOnlyList<Change> changes, ILockHandle held, CancellationToken cancellationToken)
    {
        foreach (var alike in changes.Cast<LayPrograms>().GroupBy(change => change.Architecture))
        {
            var files = await programs.Fetch(alike.Key, report, cancellationToken);
            await FanOut.Copies.RunAsync(alike, (change, token) => held.ChangeAsync(until => SendAsync(change.Node, files, until), token), cancellationToken);
            await shell.ApplyAsync(cluster, [.. alike.Select(change => Unpack(change, files))], held, cancellationToken);
        }
    }

    private async Task SendAsync(string node, IReadOnlyList<NodeProgram> files, CancellationToken cancellationToken)
    {
        var session = await sessions.OpenAsync(node, cancellationToken);
        var there = (await session.ExecAsync(RemoteCommand.Shell($"mkdir -p {KubernetesPaths.Programs} && cd {KubernetesPaths.Programs} && sha256sum -- * 2>/dev/null || :") with { AsRoot = true }, cancellationToken)).StandardOutput;
        foreach (var file in files.Where(file => !there.Contains($"{file.Sha256}  {file.Name}\n", StringComparison.Ordinal)))
        {
            report.Info($"{node}: sending {file.Name}");
            await SendAsync(session, file, cancellationToken);
        }
    }

    /// <summary>Compressed, since a program is three times its packed size; on the node it appears whole and verified, or not at all.</summary>
    private static async Task SendAsync(NodeSession session, NodeProgram file, CancellationToken cancellationToken)
    {
        await using var content = File.OpenRead(file.File);
        var pipe = new Pipe();
        var packing = PackAsync(content, pipe.Writer, cancellationToken);
        await session.ExecAsync(Receive(file) with { AsRoot = true, TimeLimit = Limit }, cancellationToken, pipe.Reader.AsStream());
        await packing;
    }

    private static RemoteCommand Receive(NodeProgram file) => RemoteCommand.Shell($$"""
        set -eu
        cd {{KubernetesPaths.Programs}}
        new=.{{file.Name}}.new
        gzip -dc >"$new"
        echo {{file.Sha256 + "  "}}"$new" | sha256sum -c - >/dev/null
        chmod 0755 "$new"
        sync "$new" 2>/dev/null || sync
        mv -f "$new" {{file.Name}}
        """);

    private static async Task PackAsync(Stream content, PipeWriter writer, CancellationToken cancellationToken)
    {
        try
        {
            await using (var packed = new GZipStream(writer.AsStream(leaveOpen: true), CompressionLevel.Fastest))
                await content.CopyToAsync(packed, cancellationToken);
            await writer.CompleteAsync();
        }
        catch (Exception reason)
        {
            await writer.CompleteAsync(reason);
        }
    }

    private ShellChange Unpack(LayPrograms change, IEnumerable<NodeProgram> files) => new(
        KubernetesPlanner.Source, change.Node, "unpack Kubernetes' programs", "", Shell.Text($"unpack_programs {change.Id} {files.Select(file => file.Name)}\n"))
    {
        Helpers = layout.Functions,
    };
}
