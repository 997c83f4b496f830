using System.Collections.Immutable;

namespace Fridge.Images.Locks;

/// <summary>What an image has by lock.</summary>
/// <param name="Jars">Java libraries beside those of Debian's packages.</param>
public sealed record ImageLocks(PackageLock Packages, ImmutableArray<LockedJar> Jars)
{
    /// <summary>As its makers count: without Debian's epoch and revision, which may differ between architectures.</summary>
    /// <param name="program">A library or a package of the locks.</param>
    public string VersionOf(string program) =>
        Jars.FirstOrDefault(jar => jar.Artifact == program)?.Version
        ?? DebianVersion.Upstream(Packages.Packages.First(package => package.Name == program).Version);
}
