using System.Collections.Immutable;
using Fridge.Publishing.Contents;
using Fridge.Publishing.Programs;
using Fridge.Publishing.Versions;

namespace Fridge.Targets.Publishing;

/// <summary>The programs of a release, and which of them have yet to be compiled.</summary>
internal sealed record ProgramsDraft(ImmutableArray<ProgramPlatform> Wanted, ImmutableArray<ProgramPlatform> Missing, CarriedFiles Carried)
{
    public static ProgramsDraft Of(ImmutableArray<ProgramPlatform> wanted, ProgramBuilder builder, ReleaseTag tag, CarriedFiles carried) =>
        new(wanted, [.. wanted.Where(platform => !builder.Has(tag, platform, carried))], carried);

    /// <returns>Each program, its bills behind it.</returns>
    public async Task<ImmutableArray<Asset>> ReadAsync(ProgramBuilder builder, ReleaseTag tag, CancellationToken cancellationToken) =>
        [.. (await Task.WhenAll(Wanted.Select(platform => builder.ReadAsync(tag, platform, Carried, cancellationToken)))).SelectMany(assets => assets)];
}
