using System.Text;
using Fridge.Publishing.Contents;
using Fridge.Publishing.Programs;
using Fridge.Tests.Engine;
using Fridge.Tests.Images.Records;
using Fridge.Tests.Support;
using Fridge.Tooling.Bills;
using Fridge.Tooling.Processes;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Publishing;

/// <summary>The front door of a clean clone, compiled as a release has it.</summary>
[Trait("Suite", "release")]
public sealed class ProgramBuilderTests : IDisposable
{
    private readonly ScratchFolder folder = new();
    private readonly CleanClone clone = new();
    private readonly ProcessRunner processes = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task AProgram_HasItsBills_AndNamesItself()
    {
        await clone.MakeAsync(Token);
        var carried = (await CarriedFiles.ReadAsync(processes, clone.Folder, SampleRelease.Parts.Source.Made, Token)).With(ReleaseContents.Carried(SampleRelease.Parts));
        var builder = new ProgramBuilder(processes, clone.Folder, folder["programs"]);

        await builder.BuildAsync(SampleRelease.Tag, ProgramPlatform.LinuxX64, carried, Token);

        builder.Has(SampleRelease.Tag, ProgramPlatform.LinuxX64, carried).ShouldBeTrue();
        var assets = await builder.ReadAsync(SampleRelease.Tag, ProgramPlatform.LinuxX64, carried, Token);
        assets.Select(asset => asset.Name).ShouldBe(["fridge-1.1.0-linux-x64", "fridge-1.1.0-sbom-linux-x64.cdx.json", "fridge-1.1.0-sbom-linux-x64.spdx.json"]);
        ShouldBeItsBills(assets[0], Encoding.UTF8.GetString(assets[1].Content.Span), Encoding.UTF8.GetString(assets[2].Content.Span));
        await ShouldNameItselfAsync(assets[0]);
    }

    public void Dispose()
    {
        clone.Dispose();
        folder.Dispose();
    }

    private static void ShouldBeItsBills(Asset program, string cycloneDx, string spdx)
    {
        PublishedSchema.CycloneDx.Refusals(cycloneDx).ShouldBeEmpty();
        PublishedSchema.Spdx.Refusals(spdx).ShouldBeEmpty();
        var bill = BillOfMaterials.Read(cycloneDx);
        bill.Components.ShouldContain(component => component.Name == "Microsoft.NETCore.App.Runtime.linux-x64");
        bill.Components.ShouldContain(component => component.Name == "Octokit");
        BillDigests.ShouldBeThoseOf(bill, program.Content.ToArray());
    }

    private async Task ShouldNameItselfAsync(Asset program)
    {
        var (file, empty) = (folder[program.Name], Directory.CreateDirectory(folder["empty"]).FullName);
        await File.WriteAllBytesAsync(file, program.Content, Token);
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserExecute);

        (await SayAsync("--version")).ShouldBe("1.1.0");
        (await SayAsync("--help")).ShouldContain($"Usage: ../{program.Name} [Target");

        async Task<string> SayAsync(string option) => (await processes.RunAsync(
            new CommandLine(file, option) { WorkingDirectory = empty, Environment = System.Collections.Immutable.ImmutableDictionary<string, string?>.Empty.Add("XDG_CACHE_HOME", folder["cache"]).Add("FRIDGE_ROOT", null) }, cancellationToken: Token)).StandardOutput.Trim();
    }
}
