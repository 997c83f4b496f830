namespace Fridge.Tests.Support;

/// <summary>An engine that tells its version, and then takes each question and hangs.</summary>
/// <param name="bytes">Of its answer, before that.</param>
internal sealed class SilentEngine(int bytes) : EngineDouble
{
    /// <summary>After the headers and a bit of the body.</summary>
    public const int InTheMidst = 90;

    public bool IsSilentAboutItsVersion { get; init; }

    protected override byte[] Answer(bool asksVersion) =>
        asksVersion && !IsSilentAboutItsVersion ? Response(Version("1.41")) : Response(new string(' ', 1000))[..bytes];
}
