using Errand.Storage.Shared;

namespace Errand.Tests.Storage;

public sealed class SchemaScriptTests
{
    private const string Script = "CREATE TABLE t (\n    a int\n);\n";

    [Theory]
    [InlineData(Script)]
    [InlineData("-- About t.\nCREATE TABLE t (\n    a int -- Its key.\n);")]
    [InlineData("CREATE TABLE t (\r\n  a    int\r\n);\r\n\r\n")]
    public void Comments_line_ends_and_blanks_do_not_count(string same) =>
        Assert.Equal("CREATE TABLE t ( a int );", SchemaScript.StatementsOf(same));

    [Theory]
    [InlineData("CREATE TABLE t (\n    a bigint\n);\n")]
    [InlineData("CREATE TABLE t (\n    aint\n);\n")]
    public void Any_other_difference_counts(string other) =>
        Assert.NotEqual(SchemaScript.StatementsOf(Script), SchemaScript.StatementsOf(other));
}
