using System.Buffers.Binary;
using Errand.Results.Reading;
using Errand.TestServers;

namespace Errand.Tests.Results;

public sealed class NpyTests
{
    /// <summary>What NumPy itself has saved.</summary>
    public static TheoryData<string, string> Saved() => new(
        from line in File.ReadLines(Path.Combine(Repository.Root, "tests/Errand.Tests/Results/Fixtures/npy.tsv"))
        let parts = line.Split('\t')
        select (parts[0], parts[1]));

    [Theory]
    [MemberData(nameof(Saved))]
    public void An_array_is_what_NumPy_saves_byte_for_byte(string json, string saved)
    {
        (byte[] bytes, ResultRefusal? refusal) = Passes.Run(json, "", null, 20, ResultFormat.Npy);
        Assert.Null(refusal?.Detail);
        Assert.Equal(Convert.FromBase64String(saved), bytes);
    }

    [Fact]
    public void What_is_selected_is_an_array_too()
    {
        const string Json = """{"t":[{"v":[1,2,"x"]},{"v":[3,4,"y"]},{}]}""";
        (byte[] bytes, _) = Passes.Run(Json, "/t/*/v/1", new ElementSlice(0, 5, 2), 20, ResultFormat.Npy);

        Assert.Contains("'shape': (2,)", System.Text.Encoding.Latin1.GetString(bytes), StringComparison.Ordinal);
        Assert.Equal(2, BinaryPrimitives.ReadDoubleLittleEndian(bytes.AsSpan(128)));
        Assert.True(double.IsNaN(BinaryPrimitives.ReadDoubleLittleEndian(bytes.AsSpan(136))));
    }

    [Theory]
    [InlineData("3", "a number")]
    [InlineData("{}", "an object")]
    [InlineData("[1,true]", "an array that does not hold numbers only")]
    [InlineData("""["1"]""", "an array that does not hold numbers only")]
    [InlineData("[{}]", "an array that does not hold numbers only")]
    [InlineData("[1,[2]]", "an array of arrays of different lengths")]
    [InlineData("[[2],1]", "an array of arrays of different lengths")]
    [InlineData("[[1],[1,2]]", "an array of arrays of different lengths")]
    [InlineData("[[],[1]]", "an array of arrays of different lengths")]
    [InlineData("[[],[[]]]", "an array of arrays of different lengths")]
    [InlineData("[[[]],[]]", "an array of arrays of different lengths")]
    [InlineData("[[1],null]", "an array of arrays of different lengths")]
    public void What_is_no_array_of_numbers_is_refused_by_its_shape(string json, string shape)
    {
        ResultRefusal? refusal = Passes.Run(json, "", null, 5, ResultFormat.Npy).Refusal;
        Assert.Equal($"What is selected is {shape}, which has no form as an array of NumPy.", refusal!.Detail);
    }

    [Fact]
    public void NumPy_has_no_more_than_32_dimensions()
    {
        string json = new string('[', 33) + "1" + new string(']', 33);
        Assert.Contains("more than 32 dimensions", Passes.Run(json, "", null, 5, ResultFormat.Npy).Refusal!.Detail, StringComparison.Ordinal);
    }
}
