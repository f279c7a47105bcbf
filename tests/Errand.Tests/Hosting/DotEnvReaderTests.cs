using Errand.Hosting;

namespace Errand.Tests.Hosting;

public sealed class DotEnvReaderTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("errand-");

    private string File => Path.Combine(_folder.FullName, ".env");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData("A=1", "A=1")]
    [InlineData("A=1\r\nB=2\r\n", "A=1|B=2")]
    [InlineData("A=1\rB=2", "A=1|B=2")]
    [InlineData("\uFEFFA=1", "A=1")]
    [InlineData(" \tA \t= 1 \t", "A=1")]
    [InlineData("export A=1", "A=1")]
    [InlineData("\texport \t A = 1", "A=1")]
    [InlineData("export\nexport_A=2", null)]
    [InlineData("export=1", "export=1")]
    [InlineData("export =1", "export=1")]
    [InlineData("export A\nB=2", "B=2")]
    [InlineData(" export\tA \t# comment\nB=2", "B=2")]
    [InlineData("exportA=1", "exportA=1")]
    [InlineData("A=1\nexport A=2\nA=3", "A=1|A=2|A=3")]
    [InlineData("", "")]
    [InlineData("\n \t\n# A=1\n  # B=2", "")]
    [InlineData("A=", "A=")]
    [InlineData("A=\"\"", "A=")]
    [InlineData("A= # comment", "A=")]
    [InlineData("A=x # comment", "A=x")]
    [InlineData("A=x#y", "A=x#y")]
    [InlineData("A==b=c", "A==b=c")]
    [InlineData("A='x # y' # comment", "A=x # y")]
    [InlineData("A=\" x \"", "A= x ")]
    [InlineData("A=\"x \\\" y\"", "A=x \" y")]
    [InlineData("A='it\\'s'", "A=it's")]
    [InlineData("A=it's", "A=it's")]
    [InlineData("A=\"x\n# y\n\nz\" # comment\nB=2", "A=x\n# y\n\nz|B=2")]
    [InlineData("export A='x\r\ny'\r\nB=2", "A=x\ny|B=2")]
    [InlineData("A=$HOME", "A=$HOME")]
    [InlineData("_a1=é", "_a1=é")]
    public void What_a_file_says(string text, string? says)
    {
        Write(text);
        if (says is null)
        {
            Assert.Throws<SettingsException>(() => DotEnvReader.Read(File));
            return;
        }

        string read = string.Join('|', DotEnvReader.Read(File).Select(variable => $"{variable.Key}={variable.Value}"));
        Assert.Equal(says, read.ReplaceLineEndings("\n"));
    }

    [Theory]
    [InlineData("A", 1)]
    [InlineData("A=1\nHANDLERS 2\n", 2)]
    [InlineData("A=1\r\n\r\n=2", 3)]
    [InlineData("1A=2", 1)]
    [InlineData("A.B=2", 1)]
    [InlineData("A-B=2", 1)]
    [InlineData("A:B=2", 1)]
    [InlineData("Ä=2", 1)]
    [InlineData("İ=2", 1)]
    [InlineData("export", 1)]
    [InlineData("export A B", 1)]
    [InlineData("export A B=2", 1)]
    [InlineData("export 1A=2", 1)]
    [InlineData("EXPORT A=2", 1)]
    [InlineData("export -n A", 1)]
    [InlineData("set A=2", 1)]
    [InlineData("; A=2", 1)]
    [InlineData("// A=2", 1)]
    [InlineData("[section]", 1)]
    [InlineData("A: 2", 1)]
    [InlineData("A=\"x\" y", 1)]
    [InlineData("A='x''y'", 1)]
    [InlineData("A=1\nB=\"x\ny\" z", 3)]
    [InlineData("A=1\nB=\"never ends\nC=3", 2)]
    [InlineData("A=1\0", 1)]
    [InlineData("A=1\n\0\n", 2)]
    [InlineData("A='x\0'", 1)]
    public void A_line_that_is_not_understood_is_named_by_its_number_and_not_shown(string text, int line)
    {
        Write(text);

        string sentence = Assert.Throws<SettingsException>(() => DotEnvReader.Read(File)).Message;

        Assert.StartsWith($"Line {line} of {File} ", sentence, StringComparison.Ordinal);
        Assert.EndsWith(".", sentence, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', sentence);
        Assert.DoesNotContain("never ends\n", sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_not_UTF_8_or_too_large_is_refused_in_a_sentence()
    {
        System.IO.File.WriteAllBytes(File, [0xFF, 0xFE, (byte)'A', 0]);
        Assert.Contains("UTF-8", Assert.Throws<SettingsException>(() => DotEnvReader.Read(File)).Message, StringComparison.Ordinal);
        Write($"A={new string('x', 1024 * 1024)}");
        Assert.Contains("1 MiB", Assert.Throws<SettingsException>(() => DotEnvReader.Read(File)).Message, StringComparison.Ordinal);
        Write($"A={new string('x', 1024 * 1024 - 2)}");
        Assert.Equal(1024 * 1024 - 2, DotEnvReader.Read(File).Single().Value.Length);
    }

    [Fact]
    public void A_file_that_cannot_be_read_is_refused_in_a_sentence() =>
        Assert.Contains(
            "cannot be read", Assert.Throws<SettingsException>(() => DotEnvReader.Read(_folder.FullName)).Message,
            StringComparison.Ordinal);

    private void Write(string text) => System.IO.File.WriteAllText(File, text);
}
