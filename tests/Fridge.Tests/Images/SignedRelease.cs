namespace Fridge.Tests.Images;

/// <summary>An InRelease, signed by a key that was made for it and thrown away.</summary>
internal static class SignedRelease
{
    public const string Index = "main/binary-armhf/Packages.gz";

    public const string Text =
        $"""
        Suite: bookworm
        - A line that begins with a dash
        SHA256:
         1111111111111111111111111111111111111111111111111111111111111111 10 {Index}

        """;

    public const string InRelease =
        $"""
        -----BEGIN PGP SIGNED MESSAGE-----
        Hash: SHA256

        Suite: bookworm
        - - A line that begins with a dash
        SHA256:
         1111111111111111111111111111111111111111111111111111111111111111 10 {Index}
        -----BEGIN PGP SIGNATURE-----

        iHUEARYIAB0WIQT3DQ6+nCO90pqgw3m0FuyhH8RkQgUCZZIAgAAKCRC0FuyhH8Rk
        QsMNAP9KlqpS8hW5K32ZcKk3lne8IZLyRgSYLvU8DQOtEhJGMAD9FsAeyew1TlWV
        IhDF5OusddVI4aeTkIa7wGITTydYKgU=
        =+XOA
        -----END PGP SIGNATURE-----

        """;

    /// <summary>With another index's hash where nobody has signed it.</summary>
    public const string Amended = $"SHA256:\n 2222222222222222222222222222222222222222222222222222222222222222 10 {Index}\n\n{InRelease}\nSuite: other\n";

    public static readonly byte[] Keyring = Convert.FromBase64String(
        """
        mDMEZZIAgBYJKwYBBAHaRw8BAQdAsUK4ZHnytSX6yjh5y98KqAVZKvOqWYNy516VmqALBWa0IUZyaWRnZSB0ZXN0IDx0ZXN0QGZyaWRnZS5l
        eGFtcGxlPoiQBBMWCAA4FiEE9w0OvpwjvdKaoMN5tBbsoR/EZEIFAmWSAIACGwMFCwkIBwIGFQoJCAsCBBYCAwECHgECF4AACgkQtBbsoR/E
        ZEKfngD/WUuWD1Ee+fWNIlAy352x/oE9MhMYEvZ9dz+SK6NOpb8A/0wvIUtwxjnJPfbJT2rUAbko8p5NGJ/aqcwf6wu3S0UO
        """);

    /// <summary>Signed by a key that was to last for the year 2024 alone.</summary>
    public const string Expired =
        """
        -----BEGIN PGP SIGNED MESSAGE-----
        Hash: SHA256

        Suite: bookworm
        Date: Mon, 01 Jan 2024 00:00:00 UTC
        SHA256:
         1111111111111111111111111111111111111111111111111111111111111111 10 main/binary-armhf/Packages.gz
        -----BEGIN PGP SIGNATURE-----

        iHUEARYIAB0WIQQza2MGwkzUYQiq6N3mgOFOmB5y5QUCZZIAgQAKCRDmgOFOmB5y
        5eeOAQD4D95fi3A5a6SIxVXvb/fLtmmRWEsO0nGa6cSSv07QrAEA8yN+tn2HY/2+
        AXXjEqZucwJgXWsdbFbaJuq/KGI30wo=
        =rX38
        -----END PGP SIGNATURE-----

        """;

    public static readonly byte[] ExpiredKeyring = Convert.FromBase64String(
        """
        mDMEZZIAgBYJKwYBBAHaRw8BAQdADwg2xFAN4330hXvmcN1gT1mCP8lR/WOQGaJCLVo5csa0IUZyaWRnZSB0ZXN0IDx0ZXN0QGZyaWRnZS5leGFt
        cGxlPoiWBBMWCAA+FiEEM2tjBsJM1GEIqujd5oDhTpgecuUFAmWSAIACGwMFCQHhM4AFCwkIBwIGFQoJCAsCBBYCAwECHgECF4AACgkQ5oDhTpge
        cuXbfgEAqHEA3WA9NN2MbX+MQWSKhJhS9L4Dtt6+sN2IA0+yPQMBALLbdbgyEzx1XcT9LvPywmAqK9nFCsqu/Au8ajE5pSkJ
        """);
}
