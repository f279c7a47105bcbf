using Errand.Hosting;
using Microsoft.Extensions.Configuration;

namespace Errand.Tests.Hosting;

/// <summary>Changes the environment of the process, in variables of its own.</summary>
public sealed class DotEnvFileTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("errand-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void The_file_is_stronger_than_appsettings_and_weaker_than_environment_and_command_line()
    {
        Write("ERRAND_TEST_A=file\nERRAND_TEST_B=file\nERRAND_TEST_C=file\n# a comment\n");
        Environment.SetEnvironmentVariable("ERRAND_TEST_B", "environment");
        using var configuration = new ConfigurationManager();
        configuration.AddInMemoryCollection([KeyValuePair.Create<string, string?>("ERRAND_TEST_A", "appsettings")]);
        configuration.AddEnvironmentVariables("DOTNET_");
        configuration.AddEnvironmentVariables();
        configuration.AddCommandLine(["--ERRAND_TEST_C", "line"]);
        DotEnvFile.AddTo(configuration, _folder.FullName);
        Assert.Equal(("file", "environment", "line"), (configuration["ERRAND_TEST_A"], configuration["ERRAND_TEST_B"], configuration["ERRAND_TEST_C"]));
        Assert.Null(Environment.GetEnvironmentVariable("ERRAND_TEST_A"));
    }

    [Fact]
    public void A_variable_of_the_host_counts_by_its_bare_name_unless_the_environment_has_it()
    {
        Write("ASPNETCORE_ERRAND_TEST_D=file\nASPNETCORE_ERRAND_TEST_E=file\n");
        Environment.SetEnvironmentVariable("ASPNETCORE_ERRAND_TEST_E", "environment");
        using var configuration = new ConfigurationManager();
        configuration.AddEnvironmentVariables("ASPNETCORE_");
        configuration.AddEnvironmentVariables();
        DotEnvFile.AddTo(configuration, _folder.FullName);
        Assert.Equal(("file", "environment"), (configuration["ERRAND_TEST_D"], configuration["ERRAND_TEST_E"]));
    }

    [Fact]
    public void Without_a_file_nothing_changes()
    {
        using var configuration = new ConfigurationManager();
        int before = configuration.Sources.Count;
        DotEnvFile.AddTo(configuration, _folder.FullName);
        Assert.Equal(before, configuration.Sources.Count);
    }

    private void Write(string text) => File.WriteAllText(Path.Combine(_folder.FullName, ".env"), text);
}
