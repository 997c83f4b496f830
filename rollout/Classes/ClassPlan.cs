using System.Collections.Immutable;

namespace Fridge.Rollout.Classes;

/// <summary>
/// How nodes with one image, one architecture and one JVM profile come by their archive: one of them records it, the others take its
/// files: that takes a fraction of a recording's time, and none of its memory.
/// </summary>
/// <param name="Holder">Has recorded it already; null: none has.</param>
/// <param name="Recorders">Those that could record it, in order; none where that is done.</param>
/// <param name="Lacking">Those that have none.</param>
internal sealed record ClassPlan(ClassRecording? Holder, ImmutableArray<ClassRecording> Recorders, ImmutableArray<ClassRecording> Lacking)
{
    /// <summary>Pure. Groups in which every node has its archive are left out.</summary>
    public static ImmutableArray<ClassPlan> For(IEnumerable<(ClassRecording Recording, ArchiveFacts Facts)> nodes) =>
    [
        .. from node in nodes
           group node by (node.Recording.Archive, node.Facts.Profile) into alike
           let lacking = alike.Where(node => !node.Facts.Recorded).ToImmutableArray()
           where !lacking.IsEmpty
           let holder = alike.Where(node => node.Facts.Recorded).Select(node => node.Recording).FirstOrDefault()
           let recorders = lacking.Where(node => holder is null && node.Recording.MayRecord && node.Facts.MemoryAvailable >= ArchiveFacts.MemoryNeeded)
           select new ClassPlan(holder, [.. recorders.Select(node => node.Recording)], [.. lacking.Select(node => node.Recording)]),
    ];
}
