namespace Errand.SystemTests;

/// <summary>What the small paths of a server allocate: counts, which do not depend on how busy the machine is.</summary>
public sealed class AllocationTests : SystemTest
{
    /// <summary>What bench/Errand.Benchmarks answers when it was not compiled for speed.</summary>
    private const int NotThisBuild = 64;

    /// <summary>Of the same configuration as these tests.</summary>
    private static string Benchmarks => Path.Combine(
        Repository.Root, "bench", "Errand.Benchmarks",
        Path.GetRelativePath(Path.Combine(Repository.Root, "tests", "Errand.SystemTests"), AppContext.BaseDirectory), "Errand.Benchmarks");

    [Fact]
    public async Task No_small_path_allocates_more_than_the_baseline_says()
    {
        ServerProcess check = Own(ServerProcess.Launch(Benchmarks, Folder.Path, ["check"], []));

        int exitCode = await check.ExitAsync();

        Assert.SkipWhen(exitCode == NotThisBuild, check.Errors.Text);
        Assert.True(exitCode == 0, $"{check.Output.Text}\n{check.Errors.Text}");
    }
}
