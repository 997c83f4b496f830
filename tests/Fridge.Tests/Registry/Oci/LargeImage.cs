namespace Fridge.Tests.Registry.Oci;

/// <summary>One layer of about 12 MB, more than one chunk of an upload.</summary>
public sealed class LargeImage : IDisposable
{
    internal TinyImage Image { get; } = new(Random(), ["linux/arm/v7"]);

    public void Dispose() => Image.Dispose();

    private static string Random()
    {
        var bytes = new byte[12 << 20];
        new Random(11).NextBytes(bytes);
        return Convert.ToHexString(bytes);
    }
}
