namespace Errand.SystemTests;

/// <summary>The smallest program that a user may write.</summary>
[Collection(ReadmeProgram.Collection)]
public sealed class OneFileTests : SystemTest
{
    private const string WithoutAot = "#:property PublishAot=false\n";

    /// <summary>As README has it, under a locale whose minus sign is none of ASCII; and without the line that saves a download.</summary>
    [Theory]
    [InlineData(true, "sv_SE.UTF-8")]
    [InlineData(false, "C")]
    public async Task A_one_file_program_serves_its_task(bool asInReadme, string locale)
    {
        Assert.Contains(WithoutAot, ReadmeProgram.Source, StringComparison.Ordinal);
        string source = asInReadme ? ReadmeProgram.Source : ReadmeProgram.Source.Replace(WithoutAot, "", StringComparison.Ordinal);
        await File.WriteAllTextAsync(Folder.File("add.cs"), source);
        ServerProcess server = Own(ServerProcess.Launch(
            "dotnet", Folder.Path, ["run", "add.cs"], [AnyPort, .. ReadmeProgram.BuildSettings, ("LC_ALL", locale)]));
        await server.StartedAsync(ReadmeProgram.BuildLimit);

        SeenTask task = await ClientOf(server).SubmitAsync("add", new { x = 1, y = 2 }, "wait=30");

        Assert.Equal(("succeeded", "3"), (task.Outcome, task.ResultText));
    }
}
