using Fridge.Registry.Distribution;
using Fridge.Registry.Oci;
using Fridge.Tests.Support;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Registry.Distribution;

public sealed class BlobUploadTests
{
    private const int Size = (3 * BlobUpload.ChunkBytes) + 12345;
    private static readonly byte[] Large = Bytes(Size);

    public static TheoryData<int> Tenths => [.. Enumerable.Range(1, 9)];

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Tenths))]
    public async Task CutAtATenth_ItGoesOnWhereItWas(int tenth)
    {
        var registry = new UploadingRegistry(Size / 10 * tenth);

        (await SendAsync(registry, Large)).ShouldBe(Size);

        ShouldHaveLarge(registry);
        registry.Begun.ShouldBe(1);
        registry.Received.ShouldBe(Size, "no byte is sent twice");
    }

    [Theory]
    [MemberData(nameof(Tenths))]
    public async Task CutWhereTheUploadIsThrownAway_ItBeginsAnew(int tenth)
    {
        var registry = new UploadingRegistry(Size / 10 * tenth) { ForgetsWhatWasCut = true };

        (await SendAsync(registry, Large)).ShouldBe(Size);

        ShouldHaveLarge(registry);
        registry.Begun.ShouldBe(2);
    }

    [Fact]
    public async Task ASmallBlob_IsOneRequest()
    {
        var registry = new UploadingRegistry();
        var asked = await AskedAsync(registry, [1, 2, 3]);

        registry.Blob.ShouldBe([1, 2, 3]);
        asked.Select(line => line.Split(' ')[0]).ShouldBe(["POST", "PUT"]);
    }

    /// <summary>GitHub's: 416, "the request body is too large and exceeds the maximum permissible limit of 4.00MiB".</summary>
    [Fact]
    public async Task NoRequest_IsLargerThanGitHubsRegistryTakes()
    {
        var largest = 0L;
        var registry = new UploadingRegistry();

        await RunAsync(new ScriptedRegistry((request, token) =>
        {
            largest = Math.Max(largest, request.Content?.Headers.ContentLength ?? 0);
            return registry.AnswerAsync(request, token);
        }), Large, _ => { });

        largest.ShouldBe(4 << 20);
    }

    [Fact]
    public async Task ARegistryThatTakesNoChunks_GetsTheWholeInOneRequest()
    {
        var registry = new UploadingRegistry { TakesChunks = false };

        (await AskedAsync(registry, Large)).Select(line => line.Split(' ')[0]).ShouldBe(["POST", "PATCH", "POST", "PUT"]);

        ShouldHaveLarge(registry);
    }

    [Fact]
    public async Task ARegistryThatWantsLargerChunks_GetsThem()
    {
        var registry = new UploadingRegistry { LeastChunk = 2 * BlobUpload.ChunkBytes };

        (await AskedAsync(registry, Large)).Count(line => line.StartsWith("PATCH", StringComparison.Ordinal)).ShouldBe(2);

        ShouldHaveLarge(registry);
    }

    [Fact]
    public async Task CutAgainAndAgain_EndsWithTheRegistrysWord()
    {
        var registry = new UploadingRegistry(1, 2, 3, 4, 5, 6, 7);

        (await Should.ThrowAsync<RegistryUnreachableException>(SendAsync(registry, Large))).Message.ShouldContain("the connection was lost");
    }

    /// <returns>What was counted as sent.</returns>
    private static async Task<long> SendAsync(UploadingRegistry registry, byte[] content)
    {
        var counted = 0L;
        await RunAsync(new ScriptedRegistry(registry.AnswerAsync), content, more => counted += more);
        return counted;
    }

    private static async Task<List<string>> AskedAsync(UploadingRegistry registry, byte[] content)
    {
        var server = new ScriptedRegistry(registry.AnswerAsync);
        await RunAsync(server, content, _ => { });
        return server.Asked;
    }

    private static async Task RunAsync(ScriptedRegistry server, byte[] content, Action<long> onSent)
    {
        using var client = new OciRegistryClient(new RegistryConnection("registry.example") { Time = new HurriedTime(TimeSpan.FromSeconds(60)) }, server);
        var blob = new OciDescriptor("application/octet-stream", OciDigest.Of(content), content.Length);
        await new BlobUpload(client, "job", blob, () => new MemoryStream(content), onSent).RunAsync(upload: null, Cancelled);
    }

    /// <summary>Byte by byte Shouldly takes seconds for it.</summary>
    private static void ShouldHaveLarge(UploadingRegistry registry) => OciDigest.Of(registry.Blob!).ShouldBe(OciDigest.Of(Large));

    private static byte[] Bytes(int size)
    {
        var bytes = new byte[size];
        new Random(7).NextBytes(bytes);
        return bytes;
    }
}
