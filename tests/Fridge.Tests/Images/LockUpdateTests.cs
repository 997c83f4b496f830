using Fridge.Images.Archives;
using Fridge.Images.Locks;
using Fridge.Images.Plan;
using Fridge.Images.Renewal;
using Fridge.Tests.Support;
using Fridge.Tooling;
using Fridge.Tooling.Downloads;
using Fridge.Tooling.Host;
using Fridge.Tooling.Processes;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Images;

/// <summary>Locks anew from this machine's archives into a scratch folder; the committed locks stay as they are.</summary>
[Trait("Suite", "ci")]
public sealed class LockUpdateTests
{
    [Fact]
    public async Task UpdateAsync_IntoAScratchFolder_LocksEveryListedPackage()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var processes = new ProcessRunner();
        var scratch = Directory.CreateTempSubdirectory("fridge-locks-").FullName;
        try
        {
            using var http = new HttpClient();
            // The archive at hand may lag behind the committed locks: that is refused, and insisted on here.
            var suites = SuiteLock.Read(Checkout.File("images", SuiteLock.FileName));
            var archives = await new DebianArchives(processes, new LocalDocker()).ResolveAsync(
                new ImageSettings { FlinkMirrors = [] }, builderImage: () => Task.FromResult<string?>(null), cancellationToken);
            var indices = new IndexReader(http, new Downloader(FridgePaths.FromEnvironment(Checkout.Root)), new ReleaseSignature(processes), new IndexTrust(suites, Downgrade: true), TimeProvider.System);
            var renewed = await new LockUpdater(indices).RenewAsync(Checkout.File("images"), archives, new ReportRecorder(), cancellationToken);
            await renewed.WriteAsync(scratch, cancellationToken);

            TestContext.Current.SendDiagnosticMessage($"Locked anew into {scratch}: {(renewed.Changes.IsEmpty ? "as committed" : string.Join("; ", renewed.Changes))}");
            foreach (var recipe in LockUpdater.Recipes)
            {
                Keys(Path.Combine(scratch, recipe)).ShouldBe(Keys(Checkout.File("images", recipe)));
            }
        }
        finally
        {
            Directory.Delete(scratch, recursive: true);
        }
    }

    private static IEnumerable<string> Keys(string folder) =>
        PackageLock.Read(Path.Combine(folder, PackageLock.FileName)).Packages.Select(package => $"{package.Group} {package.Target} {package.Name}");
}
