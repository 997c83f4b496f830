using System.Collections.Immutable;
using Fridge.Images.Archives;
using Fridge.Images.Locks;
using Fridge.Images.Plan;
using Fridge.Model;
using Fridge.Tooling;
using Fridge.Tooling.Downloads;
using Fridge.Tooling.Host;
using Fridge.Tooling.Processes;

namespace Fridge.Bench.Start;

/// <summary>Brings what the image with Flink's scripts needs: the archives' newest packages, and Flink, by the same settings as the images.</summary>
internal sealed class ScriptsMaterials(
    IProcessRunner processes, LocalDocker docker, IDownloader downloader, HttpClient http, FridgePaths paths, ImagePlan plan, string builder)
{
    /// <returns>The name of Flink's archive in the folder <c>dist</c>.</returns>
    public async Task<string> FillAsync(
        ScriptsRecipe recipe, NodeArchitecture platform, StartFolder folder, IReport report, CancellationToken cancellationToken)
    {
        var archives = await new DebianArchives(processes, docker).ResolveAsync(plan.Settings, () => Task.FromResult<string?>(builder), cancellationToken);
        var packages = await NewestAsync(recipe, platform, archives, report, cancellationToken);
        var files = await new PackageDownloads(downloader).FetchAsync(packages, archives, report, cancellationToken);
        foreach (var (package, file) in files)
            File.Copy(file, Path.Combine(folder.Path("debs"), package.FileName));
        var flink = await downloader.FetchAsync(plan.Flink.ToDownload(paths.Checkout), report, cancellationToken);
        File.Copy(flink.Path, Path.Combine(folder.Path("dist"), plan.Flink.FileName));
        return plan.Flink.FileName;
    }

    private async Task<ImmutableArray<LockedPackage>> NewestAsync(
        ScriptsRecipe recipe, NodeArchitecture platform, ImmutableArray<Uri> archives, IReport report, CancellationToken cancellationToken)
    {
        var group = PackageList.Parse(await File.ReadAllTextAsync(recipe.Packages, cancellationToken), recipe.Packages).Groups.Single();
        var found = await new IndexReader(http, downloader, new ReleaseSignature(processes), IndexTrust.Strict, TimeProvider.System).FindAsync(
            archives, group.Name, platform.DebianName(), group.Packages.ToImmutableHashSet(), report, cancellationToken);
        return [.. group.Packages.Select(name => found.Select(each => each.Package).Where(package => package.Name == name).MaxBy(package => package.Version, DebianVersion.Order)
            ?? throw new FridgeException($"No archive has a package {name} for {platform.DebianName()}.", "Check DebianArchives in .nuke/parameters.json."))];
    }
}
