using System.IO.Compression;
using Fridge.Images.Gates;
using Fridge.Model;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Images;

public sealed class NativesGateTests
{
    private const int SoftFloat = 0x0500_0200;
    private const int HardFloat = 0x0500_0400;

    [Fact]
    public void Faults_LibrariesOfThePlatform_None() =>
        Faults(Jar(("linux/armv7/lib.so", Arm(HardFloat)), ("a/A.class", [1]), ("notes.txt", [2]))).ShouldBeEmpty();

    [Fact]
    public void Faults_ASoftFloatLibraryInANestedJar_IsNamedByItsPath() =>
        Faults(Jar(("inner.jar", Jar(("linux/armv7/lib.so", Arm(SoftFloat)))))).ShouldHaveSingleItem()
            .ShouldStartWith("opt/flink/lib/a.jar!/inner.jar!/linux/armv7/lib.so: soft-float ARM");

    [Fact]
    public void Faults_ALibraryWithoutALibrarysName_IsFoundByItsContent() =>
        Faults(Jar(("tool", Elf(62, 2)))).ShouldHaveSingleItem().ShouldContain("ELF machine 62");

    [Fact]
    public void Faults_ALibraryOfAnotherSystem_IsNamed() =>
        Faults(Jar(("win/a.dll", [1]))).ShouldBe(["opt/flink/lib/a.jar!/win/a.dll: a library of another system"]);

    [Fact]
    public void Missing_ALibraryForOtherPlatformsAlone_IsNamedOnce() =>
        NativesGate.Missing(
            Jar(
                ("librocksdbjni-linux64.so", Elf(62, 2)), ("librocksdbjni-win64.dll", [1]),
                ("org/xerial/snappy/Linux/arm/libsnappyjava.so", Arm(HardFloat)), ("org/xerial/snappy/Windows/snappyjava.dll", [1]),
                ("META-INF/native/libnetty_transport_native_epoll_x86_64.so", Elf(62, 2)), ("a/A.class", [1])),
            NodeArchitecture.Armv7).ShouldBe(["netty_transport_native_epoll", "rocksdbjni"]);

    [Fact]
    public void Missing_AJarWithoutLibraries_None() => NativesGate.Missing(Jar(("a/A.class", [1])), NodeArchitecture.Armv7).ShouldBeEmpty();

    private static IEnumerable<string> Faults(byte[] jar) => NativesGate.Faults("opt/flink/lib/a.jar", jar, NodeArchitecture.Armv7);

    private static byte[] Jar(params (string Name, byte[] Content)[] entries)
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in entries)
            {
                using var stream = zip.CreateEntry(name).Open();
                stream.Write(content);
            }
        }

        return bytes.ToArray();
    }

    private static byte[] Arm(int flags)
    {
        var file = Elf(40, 1);
        BitConverter.GetBytes(flags).CopyTo(file, 36);
        return file;
    }

    private static byte[] Elf(byte machine, byte bits)
    {
        var file = new byte[64];
        new byte[] { 0x7F, (byte)'E', (byte)'L', (byte)'F', bits, 1 }.CopyTo(file, 0);
        file[18] = machine;
        return file;
    }
}
